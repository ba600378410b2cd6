/**
 * The manifest's `eventUpdateTrigger`: it fires when guests are added or taken off and when a conferencing solution is
 * added or switched, always before the save, and for no other edit.
 * https://developers.google.com/workspace/add-ons/calendar/calendar-actions
 */
import type { AttendeeResource, EventResource } from '../calendar/event-resource-type.ts';
import type { Draft, EventChanges } from './draft.ts';
import type { Editor } from './editor.ts';
import { openEventObject } from './event-object.ts';
import type { Panel } from './panel.ts';
import type { HostDeps } from './ports.ts';

export class UpdateTrigger {
  readonly #deps: HostDeps;
  readonly #editor: Editor;
  readonly #panel: Panel;

  constructor(deps: HostDeps, editor: Editor, panel: Panel) {
    this.#deps = deps;
    this.#editor = editor;
    this.#panel = panel;
  }

  /** Tells every installed add-on that asks for it, with the event as it is pending. What they answer is not shown. */
  async fire({ id, email }: Draft): Promise<void> {
    for (const scriptId of this.#deps.installations.installedFor(email)) {
      const viewer = this.#panel.viewer(email, scriptId);
      const trigger = viewer.manifest.addOns?.calendar?.eventUpdateTrigger;
      if (!trigger || trigger.enabled === false || !this.#editor.drafts.has(id)) continue;
      const event = openEventObject(viewer, this.#panel.openOf(this.#editor.drafts.get(id, email)));
      const close = this.#deps.ground.open.begin('event update trigger');
      try {
        await this.#panel.run(scriptId, email, trigger.runFunction, event, 'open');
      } finally {
        close();
      }
    }
  }

  /** Before Save: fires if the save is going to add guests or to take some off, which it shows as pending. */
  async beforeSave(draft: Draft, changes: EventChanges): Promise<void> {
    const pending = { ...draft.changes, ...changes };
    if (pending['attendees'] === undefined) return;
    const after = guestsOf(pending);
    if (after === guestsOf(this.#editor.saved(draft) ?? {})) return;
    this.#editor.drafts.update({ ...draft, changes: pending });
    await this.fire(draft);
  }
}

function guestsOf({ attendees }: Pick<EventResource, 'attendees'>): string {
  const emails = (attendees ?? []).map(({ email }: AttendeeResource) => email.toLowerCase());
  return emails.sort().join(' ');
}
