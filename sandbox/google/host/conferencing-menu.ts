/** The menu "Add conferencing" of the editor: it runs the chosen solution's create function at once. */
import type { ConferenceSolution } from '../identity/installations.ts';
import { conferenceOf, type ConferenceFailure } from './conference-result.ts';
import type { Draft } from './draft.ts';
import { shownEvent } from './draft.ts';
import type { Editor } from './editor.ts';
import { createObject, mayEdit } from './event-object.ts';
import { HostError } from './host-error.ts';
import type { Panel } from './panel.ts';
import type { HostDeps } from './ports.ts';
import type { ConferenceDataResource } from '../calendar/event-resource-type.ts';
import type { UpdateTrigger } from './update-trigger.ts';
import { randomUUID } from 'node:crypto';

/** Google's own solution, always in the menu. */
export const MEET = 'hangoutsMeet';

export type Chosen =
  | { readonly conferenceData: ConferenceDataResource | null }
  | { readonly error: ConferenceFailure & { readonly message?: string } };

export interface OfferedSolution {
  readonly scriptId: string;
  readonly solution: ConferenceSolution;
}

export class ConferencingMenu {
  readonly #deps: HostDeps;
  readonly #editor: Editor;
  readonly #panel: Panel;
  readonly #update: UpdateTrigger;

  constructor(deps: HostDeps, editor: Editor, panel: Panel, update: UpdateTrigger) {
    this.#deps = deps;
    this.#editor = editor;
    this.#panel = panel;
    this.#update = update;
  }

  /** What the menu lists for this person beside Meet. */
  offered(email: string): readonly OfferedSolution[] {
    const { installations } = this.#deps;
    return installations
      .installedFor(email)
      .flatMap((scriptId) => installations.solutions(scriptId).map((solution) => ({ scriptId, solution })));
  }

  /**
   * Puts a conference on the draft, or takes it off (`solutionId` null). What a failed create function leaves is an
   * event without a conference.
   */
  async choose(draft: Draft, solutionId: string | null): Promise<Chosen> {
    const event = shownEvent(draft, this.#editor.saved(draft));
    if (!mayEdit(event)) throw new HostError(403, 'not-editable', 'This person may not change this event.');
    if (solutionId === null) return this.#put(draft, null);
    if (solutionId === MEET) {
      const chosen = this.#put(draft, {
        createRequest: { requestId: randomUUID(), conferenceSolutionKey: { type: MEET } },
      });
      await this.#update.fire(draft);
      return chosen;
    }
    const offered = this.offered(draft.email).find(({ solution }) => solution.id === solutionId);
    if (!offered) throw new HostError(404, 'unknown-solution', 'The menu has no such conferencing solution.');
    return this.#create(draft, offered);
  }

  async #create(draft: Draft, { scriptId, solution }: OfferedSolution): Promise<Chosen> {
    const prompt = this.#panel.consentUrl(this.#panel.viewer(draft.email, scriptId), scriptId);
    if (prompt !== undefined) {
      this.#put(draft, null);
      return { error: { type: 'AUTHENTICATION', authenticationUrl: prompt } };
    }
    const event = createObject(draft.calendarId, draft.eventId);
    const execution = await this.#panel.run(scriptId, draft.email, solution.onCreateFunction, event, 'call');
    const outcome =
      execution.kind === 'conferenceData' ? conferenceOf(execution.result, scriptId, solution) : undefined;
    if (outcome?.kind === 'data') {
      const chosen = this.#put(draft, outcome.data);
      await this.#update.fire(draft);
      return chosen;
    }
    this.#put(draft, null);
    if (outcome) return { error: outcome.failure };
    const message = execution.error
      ? `${execution.error.name}: ${execution.error.message}`
      : 'The add-on returned no conference data.';
    return { error: { type: 'UNKNOWN', message } };
  }

  /** The function ran for a while: what the person did meanwhile stays, and a discarded draft stays gone. */
  #put(draft: Draft, conference: ConferenceDataResource | null): Chosen {
    if (this.#isOpen(draft))
      this.#editor.drafts.update({ ...this.#editor.drafts.get(draft.id, draft.email), conference });
    return { conferenceData: conference };
  }

  #isOpen(draft: Draft): boolean {
    return this.#editor.drafts.has(draft.id);
  }
}
