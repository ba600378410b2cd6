/** What `sendEmail`, `createDraft`, `reply` and their like take, as a mail. */
import { Exception } from '../host.ts';
import { blobOf, isBlobSource } from '../blob.ts';
import type { Blob } from '../blob.ts';
import { toBase64 } from '../bytes.ts';
import { record } from '../check.ts';
import type { Json, Mail } from './mail-rest.ts';

function file(blob: Blob, cid?: string): Mail['files'][number] {
  return {
    filename: blob.getName() ?? 'attachment',
    mimeType: blob.getContentType() ?? 'application/octet-stream',
    data: toBase64(blob.getBytes()),
    ...(cid === undefined ? {} : { cid }),
  };
}

function filesOf({ attachments, inlineImages }: Json): Mail['files'] {
  const given =
    attachments === undefined ? [] : Array.isArray(attachments) ? (attachments as unknown[]) : [attachments];
  const images = Object.entries((inlineImages ?? {}) as Json);
  if (![...given, ...images.map(([, image]) => image)].every(isBlobSource))
    throw new Exception('Invalid argument: attachments');
  return [
    ...given.map((one) => file(blobOf(one))),
    ...images.map(([cid, image]) => file(blobOf(image), cid)),
  ];
}

/** Addresses as a list with commas; a script may give an array. */
function addresses(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const list = (Array.isArray(value) ? value : [value]).join(',');
  for (const part of list.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const address = /<([^>]*)>\s*$/.exec(part)?.[1] ?? part.trim();
    if (address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address))
      throw new Exception(`Invalid email: ${address}`);
  }
  return list;
}

const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** @param options - the last argument of the member, or undefined */
export function mailOf(recipient: unknown, subject: string, body: unknown, options: unknown): Mail {
  const given = (record(options) ? options : {}) as Json;
  const fields = present({
    to: addresses(recipient),
    cc: addresses(given['cc']),
    bcc: addresses(given['bcc']),
    from: given['from'],
    name: given['name'],
    noReply: given['noReply'],
    replyTo: addresses(given['replyTo']),
    html: given['htmlBody'],
    text: body,
  });
  return { ...fields, subject, files: filesOf(given) };
}
