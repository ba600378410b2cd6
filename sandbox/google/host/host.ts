/**
 * What Google Calendar's own page does, as functions: the door behind the page's routes and control's `act`.
 *
 * Acts change calendars only as a person at the page would; an add-on acts through its functions and what they
 * return. Nothing here is known to the add-on or its service.
 */
import * as v from 'valibot';
import type { ExecutionResult } from '../../apps-script/execution.ts';
import type { ConsentSheet } from '../identity/installations.ts';
import { ConferencingMenu } from './conferencing-menu.ts';
import { Editor, type SavedEvent } from './editor.ts';
import type { FieldInput } from './form-inputs.ts';
import { asHostError, badBody, HostError, readBody } from './host-error.ts';
import { openingOf, refusedResult, type Opening } from './opening.ts';
import { Panel, type ClickView, type HostName, type PanelView } from './panel.ts';
import type { HostDeps } from './ports.ts';
import { SeriesEditor } from './series.ts';
import { HOST_SWITCHES } from './host-switches.ts';
import { UpdateTrigger } from './update-trigger.ts';

const Id = v.pipe(v.string(), v.minLength(1));
const Script = v.optional(Id);

const OpenEvent = v.union([
  v.strictObject({ calendarId: v.optional(Id), eventId: Id, scriptId: Script }),
  v.strictObject({ draft: Id, scriptId: Script }),
]);
const OpenHome = v.strictObject({ scriptId: Script, host: v.optional(v.picklist(['calendar', 'gmail'])) });
const OpenMessage = v.strictObject({ id: Id, scriptId: Script });
const Inputs = v.record(
  v.string(),
  v.custom<FieldInput>((value) => value !== undefined, 'not an input'),
);
const Click = v.strictObject({
  draft: v.optional(v.nullable(Id)),
  path: v.string(),
  inputs: v.optional(Inputs, {}),
});
const ChooseConference = v.strictObject({
  draft: Id,
  solutionId: v.nullable(v.union([Id, v.pipe(v.number(), v.transform(String))])),
});
/** Settings that the page's dialog has. */
const ChangeSettings = v.strictObject({
  values: v.strictObject({
    weekStart: v.exactOptional(v.picklist(['0', '1', '6'])),
    format24HourTime: v.exactOptional(v.picklist(['true', 'false'])),
  }),
});
const Install = v.strictObject({ scriptId: Script, scopes: v.optional(v.array(v.string())) });
const Uninstall = v.strictObject({ scriptId: Script });
const Grant = v.strictObject({ scriptId: Script, scopes: v.array(v.string()) });

type Act = (email: string, body: unknown) => unknown;

export class Host {
  readonly #deps: HostDeps;
  readonly #editor: Editor;
  readonly #panel: Panel;
  readonly #menu: ConferencingMenu;
  readonly #update: UpdateTrigger;
  readonly #acts: ReadonlyMap<string, Act>;
  #addon: string | undefined;

  constructor(deps: HostDeps) {
    deps.ground.switches.declare(...HOST_SWITCHES);
    this.#deps = deps;
    this.#editor = new Editor(deps);
    this.#panel = new Panel(deps, this.#editor);
    this.#update = new UpdateTrigger(deps, this.#editor, this.#panel);
    this.#menu = new ConferencingMenu(deps, this.#editor, this.#panel, this.#update);
    this.#acts = this.#table();
  }

  /** The add-on that `install` means where no script is named. */
  useAddon(scriptId: string): void {
    this.#addon = scriptId;
  }

  /**
   * One act of a person at the page.
   * @param act - as control's table names them
   * @returns what the page got back, as JSON
   * @throws {HostError}
   */
  async act(email: string, act: string, body: unknown): Promise<unknown> {
    const run = this.#acts.get(act);
    if (!run) throw badBody(`act: there is no act "${act}".`);
    const account = this.#deps.identity.account(email);
    if (!account) throw new HostError(404, 'unknown-account', 'There is no such account.');
    const close = this.#deps.ground.open.begin(`act ${act}`);
    try {
      return await run(account.email, body ?? {});
    } catch (error) {
      throw asHostError(error);
    } finally {
      close();
    }
  }

  /** What is shown before installing. */
  consentSheet(scriptId: string, language: string): ConsentSheet {
    return this.#deps.installations.consentSheet(scriptId, language);
  }

  /** Which function a host would call in `context`, and with what, for the `apps-script` command. */
  opening(request: {
    readonly email: string;
    readonly scriptId: string;
    readonly context: string;
    readonly host?: HostName;
    readonly overlay?: unknown;
  }): Opening {
    try {
      return openingOf({ panel: this.#panel, editor: this.#editor }, request);
    } catch (error) {
      throw asHostError(error);
    }
  }

  /** Why a host would not take what the opened function returned; undefined where it does. */
  refusedResult(opening: Opening, execution: ExecutionResult): string | undefined {
    return refusedResult(opening, execution);
  }

  /** Closes every editor and panel. */
  reset(): void {
    this.#editor.drafts.clear();
    this.#panel.clear();
  }

  #table(): ReadonlyMap<string, Act> {
    const editor = this.#editor;
    const series = new SeriesEditor(this.#deps, editor);
    return new Map<string, Act>([
      ['newEvent', (email, body) => editor.newEvent(email, body)],
      ['openEvent', (email, body) => this.#openEvent(email, body)],
      ['openHome', (email, body) => this.#openHome(email, body)],
      ['openMessage', (email, body) => this.#openMessage(email, body)],
      ['click', (email, body) => this.#click(email, body)],
      ['chooseConference', (email, body) => this.#choose(email, body)],
      ['save', (email, body) => this.#save(email, body)],
      ['saveSeries', (email, body) => series.saveSeries(email, body)],
      ['split', (email, body) => series.split(email, body)],
      ['discard', (email, body) => this.#discard(email, body)],
      ['duplicate', (email, body) => editor.duplicate(email, body)],
      ['restore', (email, body) => editor.restore(email, body)],
      ['changeOwner', (email, body) => editor.changeOwner(email, body)],
      ['changeSettings', (email, body) => this.#changeSettings(email, body)],
      ['install', (email, body) => this.#install(email, body, false)],
      ['installForDomain', (email, body) => this.#install(email, body, true)],
      ['uninstall', (email, body) => this.#uninstall(email, body)],
      ['grant', (email, body) => this.#grant(email, body)],
    ]);
  }

  async #openEvent(
    email: string,
    body: unknown,
  ): Promise<PanelView & { draft: string; calendarId: string; eventId: string }> {
    const request = readBody(OpenEvent, body);
    const draft =
      'draft' in request
        ? this.#editor.drafts.get(request.draft, email)
        : this.#editor.open(email, request.calendarId, request.eventId);
    const view = await this.#panel.openEvent(draft, request.scriptId);
    return { draft: draft.id, calendarId: draft.calendarId, eventId: draft.eventId, ...view };
  }

  #openHome(email: string, body: unknown): Promise<PanelView> {
    const { scriptId, host } = readBody(OpenHome, body);
    return this.#panel.openHome(email, scriptId, host);
  }

  #openMessage(email: string, body: unknown): Promise<PanelView> {
    const { id, scriptId } = readBody(OpenMessage, body);
    return this.#panel.openMessage(email, id, scriptId);
  }

  #click(email: string, body: unknown): Promise<ClickView> {
    const { draft, path, inputs } = readBody(Click, body);
    const open = draft === undefined || draft === null ? undefined : this.#editor.drafts.get(draft, email);
    return this.#panel.click(email, open, { path, inputs });
  }

  #choose(email: string, body: unknown): Promise<unknown> {
    const { draft, solutionId } = readBody(ChooseConference, body);
    return this.#menu.choose(this.#editor.drafts.get(draft, email), solutionId);
  }

  async #save(email: string, body: unknown): Promise<SavedEvent> {
    const { draft, changes } = this.#editor.saving(email, body);
    await this.#update.beforeSave(draft, changes);
    return this.#editor.save(email, body);
  }

  #discard(email: string, body: unknown): Record<string, never> {
    this.#panel.close(this.#editor.discard(email, body));
    return {};
  }

  /** What the settings page of Calendar does; the API cannot. */
  #changeSettings(email: string, body: unknown): Record<string, never> {
    this.#deps.calendar.changeSettings(email, readBody(ChangeSettings, body).values);
    return {};
  }

  #install(email: string, body: unknown, everybody: boolean): { installed: true; scopes: readonly string[] } {
    const { scriptId, scopes } = readBody(Install, body);
    const { installations } = this.#deps;
    const script = this.#script(scriptId);
    if (everybody) installations.installForDomain(email, script, scopes);
    else installations.install(email, script, scopes);
    return { installed: true, scopes: [...installations.grantedScopes(email, script)] };
  }

  #uninstall(email: string, body: unknown): { installed: false } {
    this.#deps.installations.uninstall(email, this.#script(readBody(Uninstall, body).scriptId));
    return { installed: false };
  }

  #grant(email: string, body: unknown): { scopes: readonly string[] } {
    const { scriptId, scopes } = readBody(Grant, body);
    this.#deps.installations.grant(email, this.#script(scriptId), scopes);
    return { scopes };
  }

  #script(asked: string | undefined): string {
    const scriptId = asked ?? this.#addon;
    if (scriptId !== undefined) return scriptId;
    throw badBody('scriptId: which add-on? This Google has none of its own.');
  }
}
