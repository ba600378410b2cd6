/** The cards of a side panel, one upon the other, and how an action's answer moves them. */
import * as v from 'valibot';
import type { Store, Table } from '../../control/store.ts';
import { isRecord } from './form-inputs.ts';

export type Card = Readonly<Record<string, unknown>>;

interface Stack {
  /** Whose cards they are. */
  readonly scriptId: string;
  /** Bottom first. */
  readonly cards: readonly Card[];
}

const Step = v.object({
  pushCard: v.optional(v.record(v.string(), v.unknown())),
  updateCard: v.optional(v.record(v.string(), v.unknown())),
  pop: v.optional(v.boolean()),
  popToRoot: v.optional(v.boolean()),
  popToCard: v.optional(v.string()),
});
type Step = v.InferOutput<typeof Step>;

export class CardStacks {
  readonly #rows: Table<Stack>;

  constructor(store: Store) {
    this.#rows = store.table('host.cards');
  }

  /** Starts a panel anew; several cards are a list, of which the first is open. */
  start(panel: string, scriptId: string, cards: readonly Card[]): void {
    this.#rows.put(panel, { scriptId, cards: cards.slice(0, 1) });
  }

  scriptOf(panel: string): string | undefined {
    return this.#rows.get(panel)?.scriptId;
  }

  /** The card that is seen. */
  top(panel: string): Card | null {
    return this.#rows.get(panel)?.cards.at(-1) ?? null;
  }

  /** Moves by the `navigations` of an answer; steps that Google does not know change nothing. */
  navigate(panel: string, navigations: readonly unknown[]): void {
    const before = this.#rows.get(panel);
    if (!before) return;
    const cards = navigations.reduce<readonly Card[]>((stack, step) => {
      const parsed = v.safeParse(Step, step);
      return parsed.success ? move(stack, parsed.output) : stack;
    }, before.cards);
    this.#rows.put(panel, { ...before, cards });
  }

  close(panel: string): void {
    this.#rows.delete(panel);
  }

  clear(): void {
    for (const panel of [...this.#rows.keys()]) this.#rows.delete(panel);
  }
}

function move(stack: readonly Card[], step: Step): readonly Card[] {
  if (step.pushCard) return [...stack, step.pushCard];
  if (step.updateCard) return [...stack.slice(0, -1), step.updateCard];
  if (step.pop === true) return stack.length > 1 ? stack.slice(0, -1) : stack;
  if (step.popToRoot === true) return stack.slice(0, 1);
  if (step.popToCard !== undefined) {
    const at = stack.findLastIndex((card) => card['name'] === step.popToCard);
    return at < 0 ? stack : stack.slice(0, at + 1);
  }
  return stack;
}

/** The cards in a function's result: one, or a list. Undefined where it returned something else. */
export function cardsOf(kind: string, result: unknown): readonly Card[] | undefined {
  if (kind === 'card' && isRecord(result)) return [result];
  if (kind === 'cards' && Array.isArray(result)) return result.filter(isRecord);
  return undefined;
}
