/** The side panel: which card it shows, and what happens when somebody clicks in it. */
import { signal } from '@preact/signals';
import { events, selectedKey } from '../calendar/calendar-store.ts';
import type { RestEvent } from '../google-client.ts';
import { act } from '../host-client.ts';
import { codeOf } from '../refusals.ts';
import { account } from '../session.ts';
import { announce } from '../shell/announcer.tsx';
import { openLink } from '../shell/links.ts';
import type { CardJson, OnClick, OpenLinkJson } from './card-json.ts';

export interface Panel {
  readonly on: 'home' | 'event' | 'mail';
  readonly draft: string | undefined;
  readonly key: string | undefined;
  /** The message that the panel stands beside. */
  readonly message: string | undefined;
  readonly card: CardJson | undefined;
  readonly busy: boolean;
  readonly notification: string | undefined;
  readonly failure: string | undefined;
  /** Where Google's own sign-in prompt of the add-on leads. */
  readonly signIn: string | undefined;
  /** The add-on's actions that are the same on every card. */
  readonly menu: readonly MenuAction[];
}

export interface MenuAction {
  readonly label: string;
  /** What to click, as for a part of the card. */
  readonly path: string;
}

/** What the host answers to an act that ends in a card. */
export interface HostAnswer {
  readonly draft?: string;
  readonly eventId?: string;
  /** Null where no installed add-on has a card for this. */
  readonly card?: CardJson | null;
  readonly notification?: { readonly text?: string };
  readonly openLink?: OpenLinkJson;
  /** The event as the draft has it now, where a click changed it; nothing of it is saved. */
  readonly event?: RestEvent;
  readonly error?: { readonly code?: string; readonly message?: string };
  /** An add-on that asks for a sign-in by Google's own prompt, without a card for it. */
  readonly menu?: readonly MenuAction[];
  readonly authorization?: { readonly authorizationUrl?: string; readonly resourceDisplayName?: string };
}

const EMPTY: Panel = {
  on: 'home',
  draft: undefined,
  key: undefined,
  message: undefined,
  card: undefined,
  busy: false,
  notification: undefined,
  failure: undefined,
  signIn: undefined,
  menu: [],
};

export const panel = signal<Panel>(EMPTY);
export const inputs = signal<Readonly<Record<string, readonly string[]>>>({});

/** Told when a card put something on the open draft (a conference, guests), so that the editor shows it. */
let onDraftChanged: (event: RestEvent) => void = () => undefined;
export function whenDraftChanges(listener: (event: RestEvent) => void): void {
  onDraftChanged = listener;
}

/** Told when a card's link asks for a new event. */
let onNewEvent: () => void = () => undefined;
export function whenNewEventIsAsked(listener: () => void): void {
  onNewEvent = listener;
}

/** Asks anew who is connected, when a sign-in window has been closed. */
let lookAgain: () => Promise<void> = () => Promise.resolve();
export function whenAWindowCloses(look: () => Promise<void>): void {
  lookAgain = look;
}

let turn = 0;

/** Runs one act; of several under way only the latest may change the panel. */
async function show(
  next: Partial<Panel>,
  name: string,
  body: Readonly<Record<string, unknown>>,
): Promise<HostAnswer | undefined> {
  const who = account.peek();
  if (who?.installed !== true) {
    panel.value = { ...EMPTY, ...next };
    return undefined;
  }
  const mine = ++turn;
  panel.value = { ...panel.peek(), ...next, busy: true, failure: undefined, notification: undefined };
  try {
    const answer = await act<HostAnswer>(who.email, name, body);
    if (mine === turn) take(answer);
    return answer;
  } catch (error) {
    if (mine === turn) panel.value = { ...panel.peek(), busy: false, failure: codeOf(error) };
    return undefined;
  }
}

function take(answer: HostAnswer): void {
  const text = answer.notification?.text;
  const url = answer.authorization?.authorizationUrl;
  panel.value = {
    ...panel.peek(),
    busy: false,
    draft: answer.draft ?? panel.peek().draft,
    card: answer.card ?? undefined,
    notification: text,
    failure: answer.error ? (answer.error.code ?? 'addon-failed') : undefined,
    signIn: url,
    menu: answer.menu ?? panel.peek().menu,
  };
  if (text !== undefined) announce(text);
  inputs.value = {};
  if (answer.openLink) follow(answer.openLink);
  if (answer.event) onDraftChanged(answer.event);
}

export async function openHomeCard(): Promise<void> {
  await show(
    {
      on: 'home',
      key: undefined,
      draft: undefined,
      card: panel.peek().on === 'home' ? panel.peek().card : undefined,
    },
    'openHome',
    {},
  );
}

/** Opens an event in the host: the add-on's card for it, and a draft that an editor may save. */
export async function openEventCard(key: string): Promise<HostAnswer | undefined> {
  const event = events.peek().find((each) => each.key === key);
  if (!event) return undefined;
  const same = panel.peek().key === key;
  return show({ on: 'event', key, ...(same ? {} : { card: undefined, draft: undefined }) }, 'openEvent', {
    calendarId: event.calendarId,
    eventId: event.id,
  });
}

/** The card for a draft: of an event that does not exist yet, or with a conference that waits for Save. */
export async function openDraftCard(draft: string): Promise<void> {
  await show({ on: 'event', draft }, 'openEvent', { draft });
}

/** The add-on's homepage in Gmail. */
export async function openMailHome(): Promise<void> {
  await show({ ...BESIDE_MAIL, message: undefined }, 'openHome', { host: 'gmail' });
}

/** The add-on's card beside a message. */
export async function openMessageCard(id: string): Promise<void> {
  await show({ ...BESIDE_MAIL, message: id }, 'openMessage', { id });
}

const BESIDE_MAIL = { on: 'mail', key: undefined, draft: undefined, card: undefined } as const;

/** Asks for the card that is shown once more: after a sign-in, after a change at Webex. */
export async function reloadCard(): Promise<void> {
  const { on, key, draft, message } = panel.peek();
  if (on === 'event' && draft !== undefined) await openDraftCard(draft);
  else if (on === 'event' && key !== undefined) await openEventCard(key);
  else if (on === 'mail') await (message === undefined ? openMailHome() : openMessageCard(message));
  else await openHomeCard();
}

/** Back to the homepage card. */
export async function leaveEvent(): Promise<void> {
  selectedKey.value = undefined;
  await openHomeCard();
}

export function changeInput(name: string, values: readonly string[]): void {
  inputs.value = { ...inputs.peek(), [name]: values };
}

/** @param path - JSON pointer of the widget into the card that is shown */
export async function clickCard(path: string, onClick: OnClick | undefined): Promise<void> {
  if (onClick?.openLink) {
    follow(onClick.openLink);
    return;
  }
  const { draft } = panel.peek();
  await show({}, 'click', { ...(draft === undefined ? {} : { draft }), path, inputs: inputs.peek() });
}

/** Google's own page opens the links to itself that it knows, without a new tab. */
const NEW_EVENT = /^https:\/\/calendar\.google\.com\/calendar\/(u\/\d+\/)?r\/eventedit\/?$/;

function follow(link: OpenLinkJson): void {
  if (link.url === undefined) return;
  if (NEW_EVENT.test(link.url)) {
    onNewEvent();
    return;
  }
  const reload = link.onClose !== undefined && link.onClose !== 'NOTHING';
  openLink(link.url, {
    overlay: link.openAs === 'OVERLAY',
    ...(reload ? { onClose: () => void lookAgain().then(reloadCard) } : {}),
  });
}
