/** A draft of the person's mailbox. */
interface DraftRow {
  readonly id: string;
  readonly message: { readonly id: string; readonly threadId: string };
}

export class GmailDraft {
  readonly #row: DraftRow;

  constructor(row: DraftRow) {
    this.#row = row;
  }

  /** How a host finds the draft that a compose action made. */
  static referenceOf(draft: GmailDraft): { draftId: string; draftThreadId: string } {
    return { draftId: draft.#row.id, draftThreadId: draft.#row.message.threadId };
  }
}
