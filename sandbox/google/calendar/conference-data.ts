/**
 * Who may put which conference on an event.
 *
 * Ordinary clients cannot attach third-party data: live tests of 2026 all got 400, and without a solution type the
 * data was dropped without a word. Whether the add-on's own script may is open, hence `google.conferenceWrite`.
 */
import { createHash } from 'node:crypto';
import type { Actor } from './actor.ts';
import { invalid } from './calendar-error.ts';
import type { ConferenceDataResource, EntryPointResource } from './event-resource-type.ts';
import type { ConferenceSolution } from './identity-port.ts';
import { same, tidy } from './tidy.ts';

export interface Conference {
  readonly conferenceData?: ConferenceDataResource | undefined;
  readonly hangoutLink?: string | undefined;
}

export interface ConferenceRules {
  readonly actor: Actor;
  readonly write: string;
  /** Solutions of the add-on whose script acts; undefined for everybody else. */
  readonly solutions: readonly ConferenceSolution[] | undefined;
}

const NONE: Conference = {};
const MEET_ICON =
  'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png';

/**
 * The conference an event has after a write with `conferenceDataVersion=1`.
 * @param sent - the body's conference data; null clears whatever provider's it was
 * @throws {CalendarError} 400 for data that this client may not attach
 */
export function decideConference(
  sent: ConferenceDataResource | null,
  before: Conference,
  rules: ConferenceRules,
): Conference {
  if (sent === null) return NONE;
  if (sent.createRequest && !sent.conferenceSolution) return createMeet(sent.createRequest, before);
  const type = sent.conferenceSolution?.key.type;
  if (type === undefined) return before;
  if (same(sent, before.conferenceData)) return before;
  if (type !== 'addOn') throw invalid('Invalid conference type value.');
  if (rules.actor.via === 'page') return { conferenceData: tidy(sent) };
  if (rules.write === 'anyClient') return { conferenceData: tidy(sent) };
  if (rules.write === 'ownScript' && rules.actor.scriptId !== undefined && rules.solutions?.length) {
    const data = dress(sent, rules.actor.scriptId, rules.solutions);
    return same(data, before.conferenceData) ? before : { conferenceData: data };
  }
  throw invalid('Invalid conference data.');
}

/** What Calendar itself adds to an add-on's data: name and icon of the manifest, labels, the script's id. */
function dress(
  sent: ConferenceDataResource,
  scriptId: string,
  solutions: readonly ConferenceSolution[],
): ConferenceDataResource {
  const solution = solutions.find((item) => item.name === sent.conferenceSolution?.name) ?? solutions[0];
  if (!sent.entryPoints?.length) throw invalid('Invalid conference data.');
  const own = { ...sent.parameters?.addOnParameters?.parameters };
  delete own['scriptId'];
  return tidy({
    entryPoints: sent.entryPoints.map(asShown),
    conferenceSolution: {
      key: { type: 'addOn' },
      name: solution?.name ?? '',
      iconUri: solution?.logoUrl ?? '',
    },
    conferenceId: sent.conferenceId,
    notes: sent.notes,
    parameters: { addOnParameters: { parameters: { scriptId, ...own } } },
  } as ConferenceDataResource);
}

/**
 * An entry point of an add-on as it stands on the event, keys in their recorded order. Labels are Calendar's: the
 * address without its scheme, the number as dialled; none for `more`, whose address is wrapped.
 */
export function asShown(entry: EntryPointResource): EntryPointResource {
  const { label: _sent, regionCode, entryPointType, uri, ...codes } = entry;
  const more = entryPointType === 'more';
  return tidy({
    regionCode,
    entryPointType,
    uri: uri !== undefined && more ? wrapped(uri) : uri,
    label: uri === undefined || more ? undefined : labelOf(entryPointType, uri),
    ...codes,
  } as EntryPointResource);
}

/** `more` addresses came back through Google's redirector (recorded): nobody may compare them byte for byte. */
function wrapped(uri: string): string {
  if (uri.startsWith('https://www.google.com/url?')) return uri;
  return `https://www.google.com/url?q=${encodeURIComponent(uri)}&sa=D&source=calendar`;
}

/** The label Calendar derives from an entry point's address. */
export function labelOf(type: string, uri: string): string {
  if (type === 'phone') return uri.replace(/^tel:/, '').replace(/[,;].*$/, '');
  return uri.replace(/^[a-z]+:(\/\/)?/i, '');
}

function createMeet(
  request: NonNullable<ConferenceDataResource['createRequest']>,
  before: Conference,
): Conference {
  if (request.conferenceSolutionKey.type !== 'hangoutsMeet') throw invalid('Invalid conference type value.');
  if (before.conferenceData?.createRequest?.requestId === request.requestId) return before;
  const id = meetCode(request.requestId);
  const uri = `https://meet.google.com/${id}`;
  return {
    hangoutLink: uri,
    conferenceData: {
      createRequest: {
        requestId: request.requestId,
        conferenceSolutionKey: { type: 'hangoutsMeet' },
        status: { statusCode: 'success' },
      },
      entryPoints: [{ entryPointType: 'video', uri, label: `meet.google.com/${id}` }],
      conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet', iconUri: MEET_ICON },
      conferenceId: id,
    },
  };
}

function meetCode(requestId: string): string {
  const letters = [...createHash('sha256').update(requestId).digest()].map((byte) =>
    String.fromCharCode(97 + (byte % 26)),
  );
  return `${letters.slice(0, 3).join('')}-${letters.slice(3, 7).join('')}-${letters.slice(7, 10).join('')}`;
}
