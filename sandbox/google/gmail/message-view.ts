/** A message as the API shows it, by format. https://developers.google.com/gmail/api/reference/rest/v1/Format */
import type { Message } from './mailbox.ts';
import type { Content, MailFile } from './mime.ts';

export type Format = 'minimal' | 'full' | 'raw' | 'metadata';
type Json = Record<string, unknown>;

const SNIPPET = 200;

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

export function plainText({ text, html }: Content): string {
  if (text !== undefined) return text;
  return (html ?? '')
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/p>|<\/div>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
};

/** @param headerNames - with `metadata`: which headers; empty = all */
export function messageView(message: Message, format: Format, headerNames: readonly string[] = []): Json {
  const { content } = message;
  const { snippet, ...ids } = headOf(message);
  const base = { ...ids, snippet };
  const tail = tailOf(message);
  // Of the smallest form a payload is all that is left beside ids and labels, and an empty one (recorded).
  if (format === 'minimal') return { ...ids, payload: { partId: '' }, ...tail };
  if (format === 'raw') return { ...base, ...tail, raw: urlSafe(message.raw) };
  if (format === 'metadata') {
    const wanted = headerNames.map((name) => name.toLowerCase());
    const headers = content.headers.filter(
      ({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()),
    );
    return { ...base, payload: { partId: '', mimeType: kindOf(content), headers }, ...tail };
  }
  return { ...base, payload: payloadOf(content), ...tail };
}

/** A message as a change of its thread's labels answers it: without its payload (recorded). */
export function changedView(message: Message): Json {
  return { ...headOf(message), ...tailOf(message) };
}

function headOf({ id, threadId, labelIds, content }: Message): Json {
  return { id, threadId, labelIds, snippet: snippetOf(content) };
}

function tailOf({ raw, historyId, internalDate }: Message): Json {
  return {
    sizeEstimate: Buffer.byteLength(raw, 'base64'),
    historyId: String(historyId),
    internalDate: String(internalDate),
  };
}

export function snippetOf(content: Content): string {
  return plainText(content).replace(/\s+/g, ' ').trim().slice(0, SNIPPET);
}

function kindOf({ text, html, files }: Content): string {
  if (files.length > 0) return 'multipart/mixed';
  if (text !== undefined && html !== undefined) return 'multipart/alternative';
  return html === undefined ? 'text/plain' : 'text/html';
}

/** The parts of a message. Which file is which is told by its number: Gmail's attachment ids are opaque too. */
function payloadOf(content: Content): Json {
  const { headers, files } = content;
  const mimeType = kindOf(content);
  if (mimeType !== 'multipart/mixed') {
    const { partId, filename, headers: _own, ...rest } = bodyPart(content, '');
    return { partId, mimeType, filename, headers, ...rest };
  }
  const inside = [bodyPart(content, '0'), ...files.map((file, at) => filePart(file, at))];
  return { partId: '', mimeType, filename: '', headers, body: { size: 0 }, parts: inside };
}

function bodyPart({ text, html }: Content, partId: string): Json {
  const below = (at: number): string => (partId === '' ? String(at) : `${partId}.${at}`);
  if (text !== undefined && html !== undefined) {
    return {
      partId,
      mimeType: 'multipart/alternative',
      filename: '',
      headers: [],
      body: { size: 0 },
      parts: [textPart(below(0), 'text/plain', text), textPart(below(1), 'text/html', html)],
    };
  }
  return html === undefined
    ? textPart(partId, 'text/plain', text ?? '')
    : textPart(partId, 'text/html', html);
}

function textPart(partId: string, mimeType: string, text: string): Json {
  const data = Buffer.from(text, 'utf8');
  return {
    partId,
    mimeType,
    filename: '',
    headers: [{ name: 'Content-Type', value: `${mimeType}; charset="UTF-8"` }],
    body: { size: data.length, data: urlSafe(data.toString('base64')) },
  };
}

function filePart({ filename, mimeType, data, cid }: MailFile, at: number): Json {
  return {
    partId: String(at + 1),
    mimeType,
    filename,
    headers: [
      { name: 'Content-Type', value: `${mimeType}; name="${filename}"` },
      {
        name: 'Content-Disposition',
        value: `${cid === undefined ? 'attachment' : 'inline'}; filename="${filename}"`,
      },
      ...(cid === undefined ? [] : [{ name: 'Content-ID', value: `<${cid}>` }]),
    ],
    body: { attachmentId: `ANGjdJ${at}`, size: Buffer.byteLength(data, 'base64') },
  };
}

/** The file behind an attachment's id. */
export function fileOf({ content }: Message, attachmentId: string): MailFile | undefined {
  return content.files[Number(/^ANGjdJ(\d+)$/.exec(attachmentId)?.[1] ?? -1)];
}
