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
  const { hangoutLink, conferenceData, location = '', description = '' } = event;
  if (hangoutLink !== undefined) return 'Google Meet';
  const { entryPoints, conferenceSolution = {} } = conferenceData ?? {};
  const uris = (entryPoints ?? []).map(({ uri = '' }) => uri).join('\n');
  const ours = readBlock(conferenceData) !== undefined;
  if (!ours && entryPoints !== undefined) return conferenceSolution.name ?? providerIn(uris);
  const text = `${location}\n${description}`;
  return providerIn(text) ?? (foreignWebex(text, ours ? uris : '') ? 'Webex' : undefined);
}

function providerIn(text: string): string | undefined {
  for (const [name, link] of PROVIDERS) if (link.test(text)) return name;
  return undefined;
}

/** Google may wrap or re-encode a link on its way; ours is recognised by what identifies the meeting in it. */
function foreignWebex(text: string, ours: string): boolean {
  const known = meetingKey(ours);
  return (text.match(WEBEX) ?? []).some((link) => known === '' || meetingKey(link) !== known);
}

/** Webex's own id in the link where there is one, else its path; empty for anything else. */
function meetingKey(link: string): string {
  const [, key = ''] = /MTID(?:=|%3D)(\w+)/i.exec(link) ?? /webex\.com\/([^?#\s]+)/i.exec(link) ?? [];
  return key.toLowerCase();
}
