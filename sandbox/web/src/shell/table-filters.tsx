/** Above a table: words to search for, chips of which one is pressed, and how many rows that leaves. */
import type { Signal } from '@preact/signals';
import { Search } from 'lucide-preact';

interface Props<Choice extends string> {
  readonly search: Signal<string>;
  /** What the search field is called. */
  readonly searchName: string;
  readonly choices: readonly Choice[];
  readonly chosen: Signal<Choice>;
  readonly nameOf: (choice: Choice) => string;
  /** How many rows; a live region where a change of it is worth being read out. */
  readonly count: preact.ComponentChildren;
}

export function TableFilters<Choice extends string>(props: Props<Choice>) {
  const { search, searchName, choices, chosen, nameOf, count } = props;
  return (
    <div class="meetings-filters">
      <label class="search">
        <Search size={16} aria-hidden="true" />
        <span class="visually-hidden">{searchName}</span>
        <input
          type="search"
          placeholder={searchName}
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
      </label>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          class="chip"
          aria-pressed={chosen.value === choice}
          onClick={() => (chosen.value = choice)}
        >
          {nameOf(choice)}
        </button>
      ))}
      <span class="hint meetings-count">{count}</span>
    </div>
  );
}
