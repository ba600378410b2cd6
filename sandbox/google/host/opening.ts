/** Contexts in which the `apps-script` command opens a project, as a host would: which function, with which event. */
import type { ExecutionResult, ResultKind } from '../../apps-script/execution.ts';
import type { Editor } from './editor.ts';
import {
  composeObject,
  createObject,
  homeObject,
  mailHomeObject,
  openEventObject,
  openMailObject,
  type EventObject,
  type Viewer,
} from './event-object.ts';
import { isRecord } from './form-inputs.ts';
import { badBody, HostError } from './host-error.ts';
import {
  composeTrigger,
  eventTrigger,
  homeTrigger,
  messageTrigger,
  type HostName,
  type Panel,
} from './panel.ts';

export interface Opening {
  readonly function: string;
  readonly event: EventObject;
  /** What the host takes from the function. */
  readonly accepts: readonly ResultKind[];
}

const CARDS: readonly ResultKind[] = ['card', 'cards', 'authorization'];

/**
 * Reads `home`, `event:CALENDAR/EVENT` or `create:CALENDAR/EVENT`; for Gmail `home`, `message:ID` or `compose`.
 * @param overlay - laid over the host's event, field by field
 * @throws {HostError}
 */
export function openingOf(
  parts: { readonly panel: Panel; readonly editor: Editor },
  request: {
    readonly email: string;
    readonly scriptId: string;
    readonly context: string;
    readonly host?: HostName;
    readonly overlay?: unknown;
  },
): Opening {
  const { email, scriptId, context, overlay, host } = request;
  const [kind, rest = ''] = split(context, ':');
  // A message is Gmail's wherever it is named.
  const mail = host === 'gmail' || kind === 'message' || kind === 'compose';
  const plain = mail
    ? bareMail(parts.panel, email, scriptId, kind, rest)
    : bare(parts, email, scriptId, kind, rest);
  return { ...plain, event: overlaid(plain.event, overlay) };
}

/** What a host would say about a function's result; undefined where it takes it. */
export function refusedResult(opening: Opening, execution: ExecutionResult): string | undefined {
  if (execution.error || opening.accepts.includes(execution.kind)) return undefined;
  const what = execution.kind === 'unbuilt' ? 'a builder without build()' : execution.kind;
  return `${opening.function} returned ${what}; the host takes ${opening.accepts.join(' or ')}.`;
}

function bare(
  parts: { panel: Panel; editor: Editor },
  email: string,
  scriptId: string,
  kind: string,
  rest: string,
): Opening {
  const viewer = parts.panel.viewer(email, scriptId);
  if (kind === 'home' && rest === '') {
    return {
      function: named(homeTrigger(viewer.manifest), 'homepageTrigger'),
      event: homeObject(viewer),
      accepts: CARDS,
    };
  }
  const [calendarId, eventId] = split(rest, '/');
  if ((kind !== 'event' && kind !== 'create') || !calendarId || !eventId) {
    throw badBody(
      'The context is home, event:CALENDAR/EVENT or create:CALENDAR/EVENT; with Gmail home, message:ID or compose.',
    );
  }
  const calendar = calendarId === 'primary' ? email : calendarId;
  if (kind === 'create') {
    const solution = viewer.manifest.addOns?.calendar?.conferenceSolution?.[0];
    return {
      function: named(solution?.onCreateFunction, 'conferenceSolution'),
      event: createObject(calendar, eventId),
      accepts: ['conferenceData'],
    };
  }
  const draft = parts.editor.open(email, calendar, eventId);
  const event = openEventObject(viewer, parts.panel.openOf(draft));
  return { function: named(eventTrigger(viewer.manifest), 'eventOpenTrigger'), event, accepts: CARDS };
}

function bareMail(panel: Panel, email: string, scriptId: string, kind: string, rest: string): Opening {
  const viewer = panel.viewer(email, scriptId);
  const opening = (
    name: string | undefined,
    field: string,
    event: (viewer: Viewer) => EventObject,
  ): Opening => ({
    function: named(name, field, 'Gmail'),
    event: event(viewer),
    accepts: CARDS,
  });
  if (kind === 'home' && rest === '')
    return opening(homeTrigger(viewer.manifest, 'gmail'), 'homepageTrigger', mailHomeObject);
  if (kind === 'compose' && rest === '')
    return opening(composeTrigger(viewer.manifest), 'composeTrigger', composeObject);
  if (kind !== 'message' || rest === '')
    throw badBody('The context is home, message:ID or compose where Gmail is the host.');
  const mail = panel.mailOf(email, rest);
  return opening(messageTrigger(viewer.manifest), 'contextualTriggers', (of) => openMailObject(of, mail));
}

function named(name: string | undefined, field: string, host = 'Calendar'): string {
  if (name !== undefined) return name;
  throw new HostError(400, 'no-trigger', `The manifest has no ${field} for ${host}.`);
}

function overlaid(base: EventObject, overlay: unknown): EventObject {
  if (!isRecord(overlay)) return base;
  const entries = Object.entries(overlay).map(([key, value]) => {
    const below = base[key];
    return [key, isRecord(value) && isRecord(below) ? overlaid(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function split(text: string, at: string): [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + at.length)];
}
