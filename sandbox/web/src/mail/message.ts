/** A message as Gmail's REST has it, and as the page shows it. */
import { wallAtMs, type Wall } from '../dates.ts';

export interface RestPart {
  readonly mimeType?: string;
  readonly filename?: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body?: { readonly data?: string };
  readonly parts?: readonly RestPart[];
}

export interface RestMessage {
  readonly id: string;
  readonly labelIds?: readonly string[];
  readonly snippet?: string;
  /** Milliseconds, as text. */
  readonly internalDate?: string;
  readonly payload?: RestPart;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Message {
  readonly id: string;
  readonly unread: boolean;
  readonly from: Person;
  readonly to: readonly Person[];
  readonly subject: string;
  readonly at: Wall;
  readonly snippet: string;
}

/** @param zone - the reader's */
export function toMessage(message: RestMessage, zone: string): Message {
  const header = (name: string): string =>
    message.payload?.headers?.find((each) => each.name.toLowerCase() === name)?.value ?? '';
  return {
    id: message.id,
    unread: message.labelIds?.includes('UNREAD') === true,
    from: peopleOf(header('from'))[0] ?? { name: '', email: '' },
    to: [...peopleOf(header('to')), ...peopleOf(header('cc'))],
    subject: header('subject'),
    at: wallAtMs(Number(message.internalDate ?? 0), zone),
    snippet: message.snippet ?? '',
  };
}

/** The people of a header such as `"Grant, Oliver" <oliver@a.example>, priya@a.example`. */
export function peopleOf(header: string): readonly Person[] {
  return (header.match(/(?:"[^"]*"|[^,"])+/g) ?? []).flatMap((part) => {
    const email = /<([^>]*)>/.exec(part)?.[1]?.trim() ?? part.trim();
    if (email === '') return [];
    const name = part
      .replace(/<[^>]*>/, '')
      .replaceAll('"', '')
      .trim();
    return [{ email, name: name === '' ? email : name }];
  });
}

/** What a message says, in paragraphs: its plain text, else the text of its HTML, which is never shown as such. */
export function paragraphsOf(
  payload: RestPart | undefined,
  textOfHtml: (html: string) => string,
): readonly string[] {
  const plain = partOf(payload, 'text/plain');
  const text = plain ?? textOfHtml(partOf(payload, 'text/html') ?? '');
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

function partOf(part: RestPart | undefined, mimeType: string): string | undefined {
  if (!part) return undefined;
  if (part.mimeType === mimeType && !part.filename) return decoded(part.body?.data ?? '');
  return part.parts?.map((each) => partOf(each, mimeType)).find((found) => found !== undefined);
}

/** Gmail writes bodies in base64url. */
function decoded(data: string): string {
  const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
