/** Our block: how it is recognised on an event and how it is written there. */
import type { Block, SeenBlock } from '@webex-scheduler/contracts';
import type { CalendarEvent, ConferenceResource, EntryPointResource } from './event.ts';
import { given } from '../given.ts';

/** As the manifest names the solution; Calendar shows this name, whatever a script sends. */
export const SOLUTION_ID = 'webex-meeting';
export const SOLUTION_NAME = 'Webex Meeting';

/**
 * Our block on an event, if it carries one. Recognised by our own parameters: the solution's `addOn` type is every
 * third party's.
 */
export function readBlock(data: ConferenceResource | undefined): SeenBlock | undefined {
  const { v, ref, gen, eventId } = parametersOf(data);
  if (typeof v !== 'string' || typeof ref !== 'string' || typeof eventId !== 'string') return undefined;
  const generation = Number(gen);
  if (!Number.isInteger(generation) || generation < 0) return undefined;
  return { v, ref, gen: generation, eventId, ...given({ link: joinUrl(data) }) };
}

/** Parameters stand one level deeper over REST than in the add-on's event object; both are read. */
function parametersOf({
  parameters: { addOnParameters: outer = {} } = {},
}: ConferenceResource = {}): Parameters {
  const { parameters: inner } = outer;
  return isRecord(inner) ? inner : outer;
}

/** The address behind "Join", as it stands on the event. */
export function joinUrl({ entryPoints = [] }: ConferenceResource = {}): string | undefined {
  const [{ uri } = {}] = entryPoints.filter((point) => point.entryPointType === 'video');
  return uri;
}

/** A parameter of the block that says of which link the guests outside were told. */
const TOLD = 'told';
/** The end of a link tells it from others; a parameter's value may have 1024 characters. */
const LINK_END = 64;

/** Whether the guests outside were told of the link that stands on the event: the event itself remembers it. */
export function isTold(data: ConferenceResource | undefined): boolean {
  return parametersOf(data)[TOLD] === linkEnd(data);
}

/** The same block, over REST, with the mark that they were told of its link. */
export function asTold(data: ConferenceResource): ConferenceResource {
  const parameters = { ...parametersOf(data), [TOLD]: linkEnd(data) };
  return { ...data, parameters: { addOnParameters: { parameters } } };
}

function linkEnd(data: ConferenceResource | undefined): string {
  return (joinUrl(data) ?? '').slice(-LINK_END);
}

/** The same event, as a copy of the calendar that organises it? */
export function isOrganizerCopy(event: CalendarEvent): boolean {
  return event.organizer?.self === true;
}

/** The block as REST conference data. Label, icon and `scriptId` are Calendar's to add. */
export function toResource(block: Block): ConferenceResource {
  const entryPoints: EntryPointResource[] = [
    {
      entryPointType: 'video',
      uri: block.video.uri,
      meetingCode: block.video.meetingCode,
      ...given({ passcode: block.video.passcode }),
    },
  ];
  if (block.sip !== undefined) entryPoints.push({ entryPointType: 'sip', uri: block.sip });
  for (const phone of block.phones) {
    entryPoints.push({
      entryPointType: 'phone',
      uri: phone.uri,
      ...given({ passcode: phone.passcode }),
    });
  }
  return {
    conferenceId: block.conferenceId,
    conferenceSolution: { key: { type: 'addOn' }, name: SOLUTION_NAME },
    entryPoints,
    parameters: { addOnParameters: { parameters: { ...block.parameters } } },
  };
}

type Parameters = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null;
}
