/**
 * The error families of Webex's REST API. Callers should match on the status; texts are what real bodies say,
 * because a careless client matches on them and must then fail here too.
 */
export class WebexError extends Error {
  override readonly name = 'WebexError';
  readonly status: number;
  /** `errors[].description`; undefined where the real body has no `errors` at all. */
  readonly descriptions: readonly string[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    descriptions?: readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.descriptions = descriptions;
    this.headers = headers;
  }
}

const MALFORMED =
  "The request could not be understood by the server due to malformed syntax. See 'errors' for more details.";
const INVALID = 'The input parameters contain invalid items.';
const UNAUTHENTICATED = 'The request requires a valid access token set in the Authorization request header.';
const FORBIDDEN =
  'The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses.';
const NOT_FOUND = 'The requested resource could not be found.';

/** 400: the shape of the request, or fields that exclude each other. */
export function malformed(...descriptions: string[]): WebexError {
  return new WebexError(400, MALFORMED, descriptions);
}

/** 400: a value, or the site's policy. */
export function invalid(...descriptions: string[]): WebexError {
  return new WebexError(400, INVALID, descriptions);
}

export function unauthenticated(): WebexError {
  return new WebexError(401, UNAUTHENTICATED, [UNAUTHENTICATED]);
}

/** 403: Webex has one text for a missing scope, role and licence; nobody can tell them apart. */
export function forbidden(...descriptions: string[]): WebexError {
  return new WebexError(403, FORBIDDEN, descriptions.length > 0 ? descriptions : undefined);
}

export function notFound(description = NOT_FOUND): WebexError {
  return new WebexError(404, NOT_FOUND, [description]);
}

export function meetingNotFound(): WebexError {
  return notFound('The meeting is not found.');
}

/** 501: what the real Webex has and this local one has not. */
export function notBuilt(what: string): WebexError {
  return new WebexError(501, `${what}: not built in this local Webex`, [
    `${what}: not built in this local Webex`,
  ]);
}

/** The generic body for a status that somebody planted. */
export function messageFor(status: number): string {
  const known: Readonly<Record<number, string>> = {
    400: INVALID,
    401: UNAUTHENTICATED,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: 'The method received in the request-line is known by the server but not supported by the target resource.',
    409: 'The request could not be completed due to a conflict with the current state of the target resource.',
    415: 'The content type of the request is not supported.',
    423: 'The requested resource is temporarily unavailable.',
    429: 'Too many requests have been sent in a given amount of time and the request has been rate limited.',
    500: 'Something went wrong on the server.',
    502: 'The server received an invalid response from an upstream server.',
    503: 'The server is overloaded with requests. Try again later.',
    504: 'An upstream server failed to respond on time.',
  };
  return known[status] ?? 'The request failed.';
}
