/** True under 640 px, where a day list takes the grid's place. */
import { signal } from '@preact/signals';

const query = window.matchMedia('(max-width: 639px)');

export const narrow = signal(query.matches);

query.addEventListener('change', (event) => {
  narrow.value = event.matches;
});
