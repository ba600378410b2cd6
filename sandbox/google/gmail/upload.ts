/**
 * Mail that comes as it is instead of as `raw`: alone, after its resource in one body, or piece by piece.
 *
 * @see https://developers.google.com/workspace/gmail/api/guides/uploads
 */
import { randomBytes } from 'node:crypto';
import { ApiError, invalid } from '../api-error.ts';

type Json = Readonly<Record<string, unknown>>;

/** What an upload held: the resource, and the mail. */
export interface Uploaded {
  readonly resource: Json;
  readonly mail: Buffer;
}

/** Google keeps an upload that was begun for a week; here so many of them. */
const MOST_SESSIONS = 100;

/** Uploads that come piece by piece, by the id that their address carries. */
export class UploadSessions {
  readonly #sessions = new Map<string, Uploaded>();

  /** Begins an upload. @param body - the resource, or nothing */
  begin(body: Buffer): string {
    const id = `ABPt${randomBytes(48).toString('base64url')}`;
    this.#sessions.set(id, { resource: resourceIn(body.toString('utf8')), mail: Buffer.alloc(0) });
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size > MOST_SESSIONS) this.#sessions.delete(oldest);
    return id;
  }

  /** How many bytes are there. @throws {ApiError} 404 for an upload that nobody began */
  size(id: string): number {
    return this.#session(id).mail.length;
  }

  /**
   * Takes a piece.
   * @param offset - where in the whole it begins; none: it follows
   * @returns how many bytes are there now
   * @throws {ApiError} 404 for an upload that nobody began, 400 for a piece that does not follow the last
   */
  add(id: string, piece: Buffer, offset: number | undefined): number {
    const session = this.#session(id);
    if (offset !== undefined && offset !== session.mail.length)
      throw invalid('The piece does not follow what was uploaded before.');
    const mail = Buffer.concat([session.mail, piece]);
    this.#sessions.set(id, { ...session, mail });
    return mail.length;
  }

  /**
   * Takes a piece that says its place as HTTP does.
   * @param range - of the header `Content-Range`: `bytes 0-9/20`, or `bytes *\/20` to ask how far it got
   * @returns how many bytes are there, and the whole once it is
   * @throws {ApiError} as {@link add}
   */
  addRange(
    id: string,
    piece: Buffer,
    range: string | undefined,
  ): { readonly have: number; readonly whole?: Uploaded } {
    const [, first, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(range ?? '') ?? [];
    const have = this.add(id, piece, first === undefined ? undefined : Number(first));
    const whole = range === undefined || (total !== undefined && total !== '*' && have >= Number(total));
    return whole ? { have, whole: this.end(id) } : { have };
  }

  /** The upload is over. @returns all that came @throws {ApiError} 404 for an upload that nobody began */
  end(id: string): Uploaded {
    const session = this.#session(id);
    this.#sessions.delete(id);
    return session;
  }

  #session(id: string): Uploaded {
    const session = this.#sessions.get(id);
    if (!session) throw new ApiError(404, 'notFound', 'Not Found');
    return session;
  }
}

/** The parts of a `multipart/related` body: first the resource, then the mail. @throws {ApiError} 400 */
export function readRelated(body: Buffer, contentType: string): Uploaded {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw invalid('Missing end boundary in multipart body.');
  // Latin-1 keeps every byte, so that positions in the text are positions in the body.
  const pieces = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const [resource, mail] = pieces.map((piece) => {
    const head = /\r?\n\r?\n/.exec(piece);
    if (!head) throw invalid('Missing end boundary in multipart body.');
    const bytes = Buffer.from(piece.slice(head.index + head[0].length).replace(/\r?\n$/, ''), 'latin1');
    const inBase64 = /content-transfer-encoding:\s*base64/i.test(piece.slice(0, head.index));
    return inBase64 ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
  });
  if (!resource || !mail) throw invalid('A multipart upload has two parts: the resource and the mail.');
  return { resource: resourceIn(resource.toString('utf8')), mail };
}

/** The body that the method's own address would have got. @param drafts - whether the mail belongs into `message` */
export function asBody({ resource, mail }: Uploaded, drafts: boolean): Json {
  const raw = mail.toString('base64url');
  if (!drafts) return { ...resource, raw };
  const message = (resource['message'] ?? {}) as Json;
  return { ...resource, message: { ...message, raw } };
}

function resourceIn(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ApiError(400, 'parseError', 'Parse Error');
  }
}
