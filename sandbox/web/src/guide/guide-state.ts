/** The first minute: four steps, ticked by what is true, never by clicks. */
import { computed, signal } from '@preact/signals';
import { meetingNumberOf } from '../calendar/calendar-event.ts';
import { events } from '../calendar/calendar-store.ts';
import { account } from '../session.ts';

export type GuideStep = 'connect' | 'add' | 'drag' | 'watch';
export const GUIDE_STEPS: readonly GuideStep[] = ['connect', 'add', 'drag', 'watch'];

const KEPT = { dragged: 'guide.dragged', followed: 'guide.followed', hidden: 'guide.hidden' } as const;

const dragged = signal(sessionStorage.getItem(KEPT.dragged) !== null);
const followed = signal(sessionStorage.getItem(KEPT.followed) !== null);
export const guideHidden = signal(localStorage.getItem(KEPT.hidden) !== null);

export const guideDone = computed<Readonly<Record<GuideStep, boolean>>>(() => ({
  connect: account.value?.installed === true && account.value.linked,
  add: events.value.some((event) => event.mine && meetingNumberOf(event.conference) !== undefined),
  drag: dragged.value,
  watch: followed.value,
}));

/** The first step that is not true yet; undefined when the minute is over. */
export const guideStep = computed(() => GUIDE_STEPS.find((step) => !guideDone.value[step]));

export function noteDragged(): void {
  sessionStorage.setItem(KEPT.dragged, '1');
  dragged.value = true;
}

export function noteFollowed(): void {
  sessionStorage.setItem(KEPT.followed, '1');
  followed.value = true;
}

export function hideGuide(): void {
  localStorage.setItem(KEPT.hidden, '1');
  guideHidden.value = true;
}

export function reopenGuide(): void {
  localStorage.removeItem(KEPT.hidden);
  guideHidden.value = false;
}
