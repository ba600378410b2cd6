/**
 * The side panel: runs an installed add-on's functions for an open event or the homepage, keeps the cards it
 * returned, and carries out what a click on them answers.
 */
import type { ExecutionCause, ExecutionResult } from '../../apps-script/execution.ts';
import type { Manifest } from '../../apps-script/project.ts';
import type { EventResource } from '../calendar/event-resource-type.ts';
import { CardStacks, cardsOf, type Card } from './card-stack.ts';
import { actionAt, type CardAction, type OpenLink } from './card-action.ts';
import { cardDefaults, mergeInputs, type FieldInput } from './form-inputs.ts';
import { shownEvent, type Draft } from './draft.ts';
import type { Editor } from './editor.ts';
import {
  actionObject,
  homeObject,
  mailActionObject,
  mailHomeObject,
  openEventObject,
  openMailObject,
  type EventObject,
  type OpenEvent,
  type OpenMail,
  type Viewer,
} from './event-object.ts';
import { HostError, notBuilt } from './host-error.ts';
import { mayOpenLink } from './open-links.ts';
import type { HostDeps } from './ports.ts';
import { customUi, failureOf, homeCards, responseOf, type Response } from './response.ts';
import { menuOf, universalActionAt, type MenuEntry } from './universal-actions.ts';
import { applyCalendarAction, type Refusal } from './calendar-action.ts';

/** Google kills a function that a host waits for after half a minute. */
export const HOST_LIMIT_MS = 30_000;

export type HostName = 'calendar' | 'gmail';

export interface PanelView {
  readonly card: Card | null;
  /** The headers of a list, where the add-on returned several cards. */
  readonly cards?: readonly Card[];
  /** What went wrong in the add-on, as a host reports it. */
  readonly error?: Refusal;
  /** A sign-in prompt: of an `AuthorizationException`, or Google's own where nothing is granted. */
  readonly authorization?: unknown;
  /** The add-on's menu. */
  readonly menu?: readonly MenuEntry[];
}

export interface ClickView extends PanelView {
  readonly notification?: { readonly text: string };
  readonly openLink?: OpenLink;
  readonly stateChanged?: boolean;
  /** What Gmail does with a draft: opens one that was made, or changes the one that is being written. */
  readonly gmailAction?: unknown;
  /** The event as the editor shows it now, where the click changed it; nothing of it is saved. */
  readonly event?: EventResource;
}

export interface Click {
  readonly path: string;
  readonly inputs: Readonly<Record<string, FieldInput>>;
}

/** Where a person last opened something beside Calendar's editor; clicks that name no draft mean that. */
interface Place {
  readonly panel: string;
  readonly gmail: boolean;
  readonly mail?: OpenMail;
}

export class Panel {
  readonly stacks: CardStacks;
  readonly #places = new Map<string, Place>();
  readonly #deps: HostDeps;
  readonly #editor: Editor;

  constructor(deps: HostDeps, editor: Editor) {
    this.#deps = deps;
    this.#editor = editor;
    this.stacks = new CardStacks(deps.store);
  }

  /** The card for an open event; null where no installed add-on has one. */
  async openEvent(draft: Draft, script?: string): Promise<PanelView> {
    const scriptId = this.#script(draft.email, script, (manifest) => eventTrigger(manifest) !== undefined);
    if (scriptId === undefined) return { card: null };
    const viewer = this.viewer(draft.email, scriptId);
    const name = eventTrigger(viewer.manifest);
    const event = openEventObject(viewer, this.openOf(draft));
    return this.#show(panelOf(draft), scriptId, draft.email, name, event);
  }

  async openHome(email: string, script?: string, host: HostName = 'calendar'): Promise<PanelView> {
    if (host === 'gmail') return this.#openMailHome(email, script);
    this.#places.delete(email);
    const scriptId = this.#script(email, script, (manifest) => homeTrigger(manifest) !== undefined);
    if (scriptId === undefined) return { card: null };
    const viewer = this.viewer(email, scriptId);
    return this.#show(homeOf(email), scriptId, email, homeTrigger(viewer.manifest), homeObject(viewer));
  }

  /** The card beside a message. @throws {HostError} 404 for a message that is not there */
  async openMessage(email: string, id: string, script?: string): Promise<PanelView> {
    const mail = this.mailOf(email, id);
    const scriptId = this.#script(email, script, (manifest) => messageTrigger(manifest) !== undefined);
    if (scriptId === undefined) return { card: null };
    const panel = `message|${email}`;
    this.#places.set(email, { panel, gmail: true, mail });
    const viewer = this.viewer(email, scriptId);
    const event = openMailObject(viewer, mail);
    return this.#show(panel, scriptId, email, messageTrigger(viewer.manifest), event);
  }

  /** The message as Gmail's page would tell an add-on of it. */
  mailOf(email: string, id: string): OpenMail {
    const { gmail } = this.#deps;
    if (!gmail) throw notBuilt('Gmail');
    const open = gmail.open(email, id);
    return { ...open, mirrorToken: gmail.open(email, id).accessToken };
  }

  async #openMailHome(email: string, script?: string): Promise<PanelView> {
    const scriptId = this.#script(email, script, (manifest) => homeTrigger(manifest, 'gmail') !== undefined);
    if (scriptId === undefined) return { card: null };
    const viewer = this.viewer(email, scriptId);
    const panel = `mail|${email}`;
    this.#places.set(email, { panel, gmail: true });
    return this.#show(panel, scriptId, email, homeTrigger(viewer.manifest, 'gmail'), mailHomeObject(viewer));
  }

  /** Does what the clicked part of the last card says. */
  async click(email: string, draft: Draft | undefined, click: Click): Promise<ClickView> {
    const panel = draft ? panelOf(draft) : (this.#places.get(email)?.panel ?? homeOf(email));
    const card = this.stacks.top(panel);
    const scriptId = this.stacks.scriptOf(panel);
    if (!card || scriptId === undefined) throw new HostError(409, 'no-card', 'There is no card to click on.');
    if (!this.#deps.installations.isInstalled(email, scriptId))
      throw new HostError(409, 'not-installed', 'The add-on is not installed any more.');
    const { manifest } = this.viewer(email, scriptId);
    const action = universalActionAt(manifest, click.path) ?? actionAt(card, click.path);
    if (action.kind === 'link') return this.#followed(scriptId, { card, openLink: action.link });
    const execution = await this.#runAction(email, scriptId, draft, action, card, click);
    return this.#afterClick(panel, scriptId, draft, execution);
  }

  /** Runs an add-on's function as this person. */
  run(
    scriptId: string,
    email: string,
    name: string,
    event: EventObject,
    cause: ExecutionCause,
  ): Promise<ExecutionResult> {
    return this.#deps.scripts.execute({
      scriptId,
      as: email,
      function: name,
      args: [event],
      cause,
      limitMs: HOST_LIMIT_MS,
    });
  }

  /** @throws {HostError} for an account or a script that does not exist. */
  viewer(email: string, scriptId: string): Viewer {
    const { identity, scripts, ground } = this.#deps;
    const account = identity.account(email);
    const manifest = scripts.manifest(scriptId);
    if (!account) throw new HostError(404, 'unknown-account', 'There is no such account.');
    if (!manifest) throw new HostError(404, 'unknown-script', 'There is no such script project.');
    const granted = identity.grantedScopes(email, identity.scriptClient(scriptId).clientId);
    return { account, manifest, granted, now: ground.clock.now() };
  }

  /** Where the person can allow the add-on something again, if nothing is granted; no function runs before. */
  consentUrl({ account, manifest, granted }: Viewer, scriptId: string): string | undefined {
    const scopes = manifest.oauthScopes ?? [];
    if (scopes.length === 0 || granted.size > 0) return undefined;
    const { clientId } = this.#deps.identity.scriptClient(scriptId);
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      scope: scopes.join(' '),
      login_hint: account.email,
    });
    return `https://accounts.google.com/o/oauth2/v2/auth?${query.toString()}`;
  }

  /** The open event as an event object describes it. */
  openOf(draft: Draft): OpenEvent {
    const named = !draft.unsaved || this.#deps.ground.switches.is('google.unsavedEventId');
    return { calendarId: draft.calendarId, event: shownEvent(draft, this.#editor.saved(draft)), named };
  }

  /** Forgets every card that is open. */
  clear(): void {
    this.stacks.clear();
    this.#places.clear();
  }

  close(draft: Draft): void {
    this.stacks.close(panelOf(draft));
  }

  #runAction(
    email: string,
    scriptId: string,
    draft: Draft | undefined,
    action: CardAction & { kind: 'run' },
    card: Card,
    click: Click,
  ): Promise<ExecutionResult> {
    const fields = mergeInputs(cardDefaults(card), click.inputs);
    const open = draft && this.openOf(draft);
    const viewer = this.viewer(email, scriptId);
    const place = draft ? undefined : this.#places.get(email);
    const event = place?.gmail
      ? mailActionObject(viewer, action.parameters, fields, place.mail)
      : actionObject(viewer, action.parameters, fields, open);
    return this.run(scriptId, email, action.function, event, 'call');
  }

  #afterClick(
    panel: string,
    scriptId: string,
    draft: Draft | undefined,
    execution: ExecutionResult,
  ): ClickView {
    const failure = failureOf(execution);
    if (failure) return { card: this.stacks.top(panel), ...failure };
    const cards = cardsOf(execution.kind, execution.result);
    if (cards) {
      this.stacks.navigate(
        panel,
        cards.map((pushCard) => ({ pushCard })),
      );
      return { card: this.stacks.top(panel) };
    }
    const answer = responseOf(execution);
    if (!answer) return { card: this.stacks.top(panel), error: badResult() };
    if (!answer.calendarAction) return this.#followed(scriptId, this.#navigated(panel, answer));
    const changed =
      draft &&
      applyCalendarAction(
        this.#deps,
        this.#editor,
        this.viewer(draft.email, scriptId),
        draft,
        scriptId,
        answer.calendarAction,
      );
    if (!changed)
      return {
        card: this.stacks.top(panel),
        error: { code: 'no-open-event', message: 'There is no open event to change.' },
      };
    if ('code' in changed) return { card: this.stacks.top(panel), error: changed };
    return { ...this.#navigated(panel, answer), event: shownEvent(changed, this.#editor.saved(changed)) };
  }

  #navigated(panel: string, answer: Response): ClickView {
    this.stacks.navigate(panel, answer.navigations);
    const { notification, openLink, stateChanged, gmailAction } = answer;
    return {
      card: this.stacks.top(panel),
      ...(notification ? { notification } : {}),
      ...(openLink ? { openLink } : {}),
      ...(stateChanged === undefined ? {} : { stateChanged }),
      ...(gmailAction === undefined ? {} : { gmailAction }),
    };
  }

  /** Keeps a link from being opened that the manifest does not list. */
  #followed(scriptId: string, view: ClickView): ClickView {
    const prefixes = this.#deps.scripts.manifest(scriptId)?.addOns?.common?.openLinkUrlPrefixes;
    if (!view.openLink || mayOpenLink(prefixes, view.openLink.url)) return view;
    const { openLink: _refused, ...rest } = view;
    return {
      ...rest,
      error: {
        code: 'link-not-allowed',
        message: 'The manifest does not list this link in openLinkUrlPrefixes.',
      },
    };
  }

  async #show(
    panel: string,
    scriptId: string,
    email: string,
    name: string | undefined,
    event: EventObject,
  ): Promise<PanelView> {
    if (name === undefined) return { card: null };
    const viewer = this.viewer(email, scriptId);
    const prompt = this.consentUrl(viewer, scriptId);
    if (prompt !== undefined)
      return { card: null, authorization: { authorizationUrl: prompt, resourceDisplayName: 'Google' } };
    const execution = await this.run(scriptId, email, name, event, 'open');
    const custom = customUi(execution);
    if (custom !== undefined && custom !== name) return this.#show(panel, scriptId, email, custom, event);
    const failure = failureOf(execution);
    if (failure) return { card: null, ...failure };
    const cards = cardsOf(execution.kind, execution.result) ?? homeCards(execution);
    if (!cards) return { card: null, error: badResult() };
    this.stacks.start(panel, scriptId, cards);
    const menu = menuOf(viewer.manifest);
    return {
      card: this.stacks.top(panel),
      ...(cards.length > 1 ? { cards } : {}),
      ...(menu.length === 0 ? {} : { menu }),
    };
  }

  #script(
    email: string,
    asked: string | undefined,
    fits: (manifest: Manifest) => boolean,
  ): string | undefined {
    const { installations, scripts } = this.#deps;
    if (asked !== undefined && !installations.isInstalled(email, asked)) {
      throw new HostError(409, 'not-installed', 'The add-on is not installed for this account.');
    }
    const candidates = asked === undefined ? installations.installedFor(email) : [asked];
    return candidates.find((scriptId) => {
      const manifest = scripts.manifest(scriptId);
      return manifest !== undefined && fits(manifest);
    });
  }
}

/** The function for an open event. A host is off unless the manifest has an object for it. */
export function eventTrigger(manifest: Manifest): string | undefined {
  return enabled(manifest.addOns?.calendar?.eventOpenTrigger);
}

/** The host's own homepage function, else the common one. */
export function homeTrigger(manifest: Manifest, host: HostName = 'calendar'): string | undefined {
  const own = manifest.addOns?.[host];
  return own && enabled(own.homepageTrigger ?? manifest.addOns?.common?.homepageTrigger);
}

/** The function for an open message. */
export function messageTrigger(manifest: Manifest): string | undefined {
  return manifest.addOns?.gmail?.contextualTriggers?.[0]?.onTriggerFunction;
}

/** The function behind the compose window's entry. */
export function composeTrigger(manifest: Manifest): string | undefined {
  return manifest.addOns?.gmail?.composeTrigger?.selectActions?.[0]?.runFunction;
}

function enabled(
  trigger: { runFunction: string; enabled?: boolean | undefined } | undefined,
): string | undefined {
  return trigger?.enabled === false ? undefined : trigger?.runFunction;
}

export function panelOf(draft: Draft): string {
  return `draft|${draft.id}`;
}

function homeOf(email: string): string {
  return `home|${email}`;
}

function badResult(): Refusal {
  return {
    code: 'bad-result',
    message: 'The add-on returned something that Calendar cannot show. Was it built?',
  };
}
