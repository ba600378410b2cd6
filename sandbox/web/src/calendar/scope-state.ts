/** The question "this, this and following, or all" while it stands. */
import { signal } from '@preact/signals';
import type { Scope } from './series.ts';

interface ScopeQuestion {
  readonly scopes: readonly Scope[];
  readonly about: 'save' | 'delete';
  readonly answer: (scope: Scope | undefined) => void;
}

export const scopeQuestion = signal<ScopeQuestion | undefined>(undefined);

/**
 * Asks how much of a series is meant.
 * @param scopes - undefined for an event on its own: nobody is asked
 * @returns undefined where the person turned back
 */
export function askScope(
  scopes: readonly Scope[] | undefined,
  about: ScopeQuestion['about'],
): Promise<Scope | undefined> {
  if (scopes === undefined) return Promise.resolve('this');
  return new Promise((resolve) => {
    scopeQuestion.value = {
      scopes,
      about,
      answer: (scope) => {
        scopeQuestion.value = undefined;
        resolve(scope);
      },
    };
  });
}
