/**
 * Whether another meeting link stands on an event, beside ours or instead of it. Worked out here, so that
 * description and location never leave Google; only the answer (and for the card, a name) does.
 */
import { readBlock } from './block.ts';
import type { CalendarEvent } from './event.ts';

const PROVIDERS: readonly (readonly [name: string, link: RegExp])[] = [
  ['Google Meet', /https?:\/\/meet\.google\.com\/[a-z]/i],
  ['Zoom', /https?:\/\/(?:[\w-]+\.)*zoom\.(?:us|com)\/(?:j|my|w|s)\//i],
  ['Microsoft Teams', /https?:\/\/teams\.(?:microsoft|live)\.com\/(?:l\/meetup-join|meet)\//i],
];
const WEBEX = /https?:\/\/(?:[\w-]+\.)*webex\.com\/[^\s"'<>]+/gi;

/** The other provider's name, "Webex" for a Webex link that is not ours, undefined where there is none. */
export function otherLink(event: CalendarEvent): string | undefined {
  const data = event.conferenceData;
  const ours = readBlock(data) !== undefined;
  if (event.hangoutLink !== undefined) return 'Google Meet';
  if (!ours && data?.entryPoints !== undefined)
    return data.conferenceSolution?.name ?? providerIn(urisOf(event));
  const text = `${event.location ?? ''}\n${event.description ?? ''}`;
  return providerIn(text) ?? (foreignWebex(text, ours ? urisOf(event) : '') ? 'Webex' : undefined);
}

function urisOf(event: CalendarEvent): string {
  return (event.conferenceData?.entryPoints ?? []).map((point) => point.uri ?? '').join('\n');
}

function providerIn(text: string): string | undefined {
  return PROVIDERS.find(([, link]) => link.test(text))?.[0];
}

/** Google may wrap or re-encode a link on its way; ours is recognised by what identifies the meeting in it. */
function foreignWebex(text: string, ours: string): boolean {
  const known = meetingKey(ours);
  return (text.match(WEBEX) ?? []).some((link) => known === undefined || meetingKey(link) !== known);
}

function meetingKey(link: string): string | undefined {
  return (
    /MTID(?:=|%3D)(\w+)/i.exec(link)?.[1]?.toLowerCase() ??
    /webex\.com\/([^?#\s]+)/i.exec(link)?.[1]?.toLowerCase()
  );
}
