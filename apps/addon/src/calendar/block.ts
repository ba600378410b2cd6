/** Our block: how it is recognised on an event and how it is written there. */
import type { Block, SeenBlock } from '@webex-scheduler/contracts';
import type { CalendarEvent, ConferenceResource, EntryPointResource } from './event.ts';
import { given } from '../given.ts';

/** As the manifest names the solution; Calendar shows this name, whatever a script sends. */
export const SOLUTION_ID = 'webex-meeting';
export const SOLUTION_NAME = 'Webex Meeting';

/**
 * Our block on an event, if it carries one. Recognised by our own parameters: the solution's `addOn` type is every
 * third party's. Parameters stand one level deeper over REST than in the add-on's event object; both are read.
 */
export function readBlock(data: ConferenceResource | undefined): SeenBlock | undefined {
  const outer = data?.parameters?.addOnParameters;
  if (outer === undefined) return undefined;
  const inner: unknown = outer['parameters'];
  const parameters = isRecord(inner) ? inner : outer;
  const { v, ref, gen, eventId } = parameters;
  if (typeof v !== 'string' || typeof ref !== 'string' || typeof eventId !== 'string') return undefined;
  const generation = Number(gen);
  if (!Number.isInteger(generation) || generation < 0) return undefined;
  return { v, ref, gen: generation, eventId, ...given({ link: joinUrl(data) }) };
}

/** The address behind "Join", as it stands on the event. */
export function joinUrl(data: ConferenceResource | undefined): string | undefined {
  return data?.entryPoints?.find((point) => point.entryPointType === 'video')?.uri;
}

/** The meeting number as it stands on the event. */
export function meetingNumber(data: ConferenceResource | undefined): string | undefined {
  return data?.conferenceId;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
