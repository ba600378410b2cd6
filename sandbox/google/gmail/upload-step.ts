/**
 * What one request of an upload asks for, in the three ways of Google's clients: at once (`media`, `multipart`), piece
 * by piece by `Content-Range`, and piece by piece by the `X-Goog-Upload` headers, as the Ruby client does.
 *
 * @see https://developers.google.com/workspace/gmail/api/guides/uploads
 */
import { invalid } from '../api-error.ts';
import { readRelated, type Uploaded, type UploadSessions } from './upload.ts';

export interface UploadRequest {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Buffer;
  /** The address it was sent to. */
  readonly address: string;
}

/** The mail is whole and the method can answer; or the upload goes on, and this is said of it. */
export type UploadStep =
  | { readonly whole: Uploaded; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** Google's clients may send pieces of multiples of this, in bytes. */
const GRANULARITY = '262144';

/** @throws {ApiError} 404 for an upload that nobody began, 400 for a body or a piece that does not fit */
export function nextStep(sessions: UploadSessions, request: UploadRequest): UploadStep {
  const { query, header, bytes, address } = request;
  const session = query['upload_id'];
  const command = header('x-goog-upload-command');
  if (command !== undefined) return commanded(sessions, request, command.split(/,\s*/));
  if (session !== undefined) {
    const { have, whole } = sessions.addRange(session, bytes, header('content-range'));
    if (whole) return { whole, headers: {} };
    return { status: 308, headers: have > 0 ? { range: `bytes=0-${have - 1}` } : {} };
  }
  if (query['uploadType'] === 'resumable') {
    const upload = sessions.begin(bytes);
    const headers = { location: withUpload(address, upload), 'x-guploader-uploadid': upload };
    return { status: 200, headers };
  }
  const type = header('content-type') ?? '';
  const whole = /^multipart\/related/i.test(type) ? readRelated(bytes, type) : { resource: {}, mail: bytes };
  return { whole, headers: {} };
}

function commanded(
  sessions: UploadSessions,
  { query, header, bytes, address }: UploadRequest,
  commands: readonly string[],
): UploadStep {
  if (commands.includes('start')) {
    const upload = sessions.begin(bytes);
    const headers = {
      'x-goog-upload-status': 'active',
      'x-goog-upload-url': withUpload(address, upload),
      'x-goog-upload-chunk-granularity': GRANULARITY,
      'x-guploader-uploadid': upload,
    };
    return { status: 200, headers };
  }
  const session = query['upload_id'] ?? '';
  if (commands.includes('cancel')) {
    sessions.end(session);
    return { status: 200, headers: { 'x-goog-upload-status': 'cancelled' } };
  }
  if (!commands.some((command) => ['upload', 'finalize', 'query'].includes(command)))
    throw invalid(`Invalid upload command: ${commands.join(', ')}`);
  const offset = Number(header('x-goog-upload-offset') ?? NaN);
  const have = commands.includes('upload')
    ? sessions.add(session, bytes, Number.isNaN(offset) ? undefined : offset)
    : sessions.size(session);
  if (commands.includes('finalize'))
    return { whole: sessions.end(session), headers: { 'x-goog-upload-status': 'final' } };
  const headers = { 'x-goog-upload-status': 'active', 'x-goog-upload-size-received': String(have) };
  return { status: 200, headers };
}

function withUpload(address: string, upload: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}upload_id=${upload}`;
}
