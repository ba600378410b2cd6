/** The sandbox's clock as the page knows it: the last instant heard, moved on by this tab's own monotonic time. */
import { computed, signal } from '@preact/signals';
import { dependOn } from './depend-on.ts';

export interface HeardClock {
  readonly now: string;
  readonly mode: 'running' | 'stopped';
}

interface Heard {
  readonly base: number;
  readonly at: number;
  readonly running: boolean;
}

const heard = signal<Heard>({ base: 0, at: 0, running: false });
const beat = signal(0);
const BEAT_MS = 5000;

export function hearClock(clock: HeardClock): void {
  heard.value = { base: Date.parse(clock.now), at: performance.now(), running: clock.mode === 'running' };
}

/** Starts the slow beat that moves the clock chip and relative times. */
export function startBeat(): void {
  setInterval(() => (beat.value += 1), BEAT_MS);
}

/** Virtual now, milliseconds since the epoch. */
export function now(): number {
  const { base, at, running } = heard.peek();
  return running ? base + Math.floor(performance.now() - at) : base;
}

/** Whether time passes by itself. */
export const clockMode = computed(() => (heard.value.running ? 'running' : 'stopped'));

/** Virtual now for display: changes with each beat. */
export const nowShown = computed(() => {
  dependOn(beat, heard);
  return now();
});
