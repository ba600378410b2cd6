/** Says things to screen readers, politely. */
import { signal } from '@preact/signals';

const said = signal('');
let turnedOver = false;

/** The same sentence twice in a row is still heard: a trailing no-break space makes it new. */
export function announce(text: string): void {
  turnedOver = !turnedOver;
  said.value = turnedOver ? text : `${text}\u00A0`;
}

export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
