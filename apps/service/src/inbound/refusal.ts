import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '@webex-scheduler/contracts';
import { ERRORS, ServiceError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';

const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_VALIDATION: 'bad-request',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-type',
};

/**
 * The database that cannot be reached, has no room left or is being stopped: nobody's request is at fault, and the
 * same one is right a little later. SQLSTATE classes 08 and 53 and 57P01–57P03, and what the socket says.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const DATABASE_AWAY = /^(08...|53...|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/** Which of our codes an error is. Whatever is not known is `internal-error`, with its text kept away. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof ServiceError) return error.code;
  if (!(error instanceof Error)) return 'internal-error';
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const known = FRAMEWORK_CODES[code];
  if (known) return known;
  if (DATABASE_AWAY.test(code)) return 'temporarily-unavailable';
  // Malformed JSON, a wrong length, an unreadable form: the framework's other 4xx are all about the request.
  return statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'internal-error';
}

/** Writes down an error by its names and codes. Messages and bodies may quote what people wrote, so they are not. */
export function logFailure(error: unknown, request: FastifyRequest): void {
  const code = codeOf(error);
  if (code !== 'internal-error' && code !== 'temporarily-unavailable') return;
  request.log.error(
    { route: request.routeOptions.url, code, causes: causesOf(error), at: whereOf(error) },
    'request failed',
  );
}

/** Answers with a constant body per code. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  logFailure(error, request);
  const code = codeOf(error);
  const { status, message } = ERRORS[code];
  if (error instanceof ServiceError && error.retryAfterS !== undefined) {
    void reply.header('retry-after', String(error.retryAfterS));
  }
  if (code === 'not-signed-in') void reply.header('www-authenticate', 'Bearer');
  const body: Refusal = { code, message };
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

function causesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let at: unknown = error; at instanceof Error && names.length < 5; at = at.cause) {
    names.push('code' in at && typeof at.code === 'string' ? `${at.name}/${at.code}` : at.name);
  }
  return names;
}

/** The innermost places in our own code, without the message that heads a stack. */
function whereOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const frames = error.stack.split('\n').filter((line) => line.startsWith('    at '));
  return frames
    .slice(0, 4)
    .map((line) => line.trim().replace(/file:\/\/\S*\/(?=(apps|packages|node_modules)\/)/, ''));
}
