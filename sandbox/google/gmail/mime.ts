/** Mail as text: written with nodemailer, read with postal-mime. */
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';

export interface MailFile {
  readonly filename: string;
  readonly mimeType: string;
  /** base64 */
  readonly data: string;
  /** Without angle brackets; for pictures that the HTML shows. */
  readonly cid?: string | undefined;
}

/** What somebody writes. Addresses are lists as in a header. */
export interface Draft {
  readonly from: string;
  readonly to?: string | undefined;
  readonly cc?: string | undefined;
  readonly bcc?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly files?: readonly MailFile[] | undefined;
  readonly inReplyTo?: string | undefined;
  readonly references?: string | undefined;
}

/** What a message holds, read once when it arrives. */
export interface Content {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text?: string;
  readonly html?: string;
  readonly files: readonly MailFile[];
}

/** @param at - virtual time, in ms: the message's own date */
export async function writeMail(draft: Draft, at: number, messageId: string): Promise<Buffer> {
  const { files = [], ...head } = draft;
  const fields = Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
  const composer = new MailComposer({
    ...fields,
    date: new Date(at),
    messageId,
    // Nothing is read from disk or fetched: a message holds what was given.
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: files.map(({ filename, mimeType, data, cid }) => ({
      filename,
      contentType: mimeType,
      content: Buffer.from(data, 'base64'),
      ...(cid === undefined ? {} : { cid }),
    })),
  });
  const built = composer.compile();
  built.keepBcc = true;
  return built.build();
}

export async function readMail(raw: Buffer): Promise<Content> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'base64' });
  return {
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) })),
    ...(mail.text === undefined ? {} : { text: mail.text }),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    files: mail.attachments.map(({ filename, mimeType, content, contentId }) => ({
      filename: filename ?? '',
      mimeType,
      data: typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('base64'),
      ...(contentId === undefined ? {} : { cid: contentId.replace(/^<|>$/g, '') }),
    })),
  };
}

/** RFC 2047 words of a header as the text they stand for. */
function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, kind: string, text: string) => {
      const bytes =
        kind.toLowerCase() === 'b'
          ? Buffer.from(text, 'base64')
          : Buffer.from(
              text
                .replaceAll('_', ' ')
                .replace(/=([0-9a-f]{2})/gi, (__, hex: string) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                ),
              'latin1',
            );
      return new TextDecoder(charset).decode(bytes);
    });
}

export function headerOf({ headers }: Content, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

/** Every address of some headers, in lower case. */
export function addressesIn(content: Content, ...names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = headerOf(content, name) ?? '';
    return [...value.matchAll(/[^\s<>,;"]+@[^\s<>,;"]+/g)].map(([address]) => address.toLowerCase());
  });
}
