/**
 * Every error code of the service that reaches somebody, in one place: what HTTP status it has and what is said.
 * Codes are stable; messages are for people, and are the same for everybody, so that a stranger learns nothing.
 */
export const ERRORS = {
  'bad-request': { status: 400, message: 'The request is not of the expected form.' },
  'not-signed-in': { status: 401, message: 'Sign in and try again.' },
  'org-unknown': { status: 403, message: 'This organisation is not set up here.' },
  'org-personal': { status: 403, message: 'Personal accounts cannot be used here.' },
  'not-an-admin': { status: 403, message: 'Only an administrator of this organisation may do this.' },
  'request-refused': { status: 403, message: 'This request did not come from a page of this service.' },
  'not-found': { status: 404, message: 'There is nothing here.' },
  'method-not-allowed': { status: 405, message: 'This cannot be done here.' },
  'contract-outdated': {
    status: 409,
    message: 'This add-on is too old for the service. Changes wait until it is updated.',
  },
  'too-large': { status: 413, message: 'The request is too large.' },
  'unsupported-type': { status: 415, message: 'The request has a content type that is not read here.' },
  'too-many-requests': { status: 429, message: 'Too many requests. Wait, then try again.' },
  'internal-error': { status: 500, message: 'This did not work. Nothing is lost; try again.' },
  'temporarily-unavailable': { status: 503, message: 'This does not work at the moment. Try again later.' },
  // Linking: shown on pages, each with its own wording in the catalogue.
  'link-expired': { status: 400, message: 'This page is too old. Start again from the panel.' },
  'link-denied': { status: 403, message: 'It was not allowed in Webex. Nothing was kept.' },
  'link-mismatch': {
    status: 403,
    message: 'These accounts belong to different people. Nothing was connected.',
  },
  'link-not-approved': {
    status: 403,
    message: 'Webex has not approved this service. Nothing was connected.',
  },
  'link-other-person': {
    status: 403,
    message: 'This page was opened for another Google account. Nothing was connected.',
  },
  'webex-no-licence': { status: 403, message: 'This Webex account cannot host meetings.' },
  // Starting.
  'key-file-unsafe': { status: 500, message: 'The key file can be read by others.' },
  'key-file-invalid': { status: 500, message: 'The key file cannot be used.' },
  'seal-broken': { status: 500, message: 'A stored value cannot be opened.' },
  'outbound-refused': {
    status: 500,
    message: 'This address is not on the list of those that may be called.',
  },
} as const satisfies Record<string, { readonly status: number; readonly message: string }>;

export type ErrorCode = keyof typeof ERRORS;

interface ServiceErrorOptions {
  readonly cause?: unknown;
  readonly retryAfterS?: number;
  readonly detail?: string;
  readonly domain?: string;
}

/** An error with a stable code. The cause is for whoever debugs and is never logged or shown as a whole. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterS: number | undefined;
  /** With `org-unknown`: the person's own domain, for their own page only. */
  readonly domain: string | undefined;

  constructor(code: ErrorCode, options: ServiceErrorOptions = {}) {
    super(options.detail === undefined ? ERRORS[code].message : `${ERRORS[code].message} ${options.detail}`, {
      cause: options.cause,
    });
    this.code = code;
    this.status = ERRORS[code].status;
    this.retryAfterS = options.retryAfterS;
    this.domain = options.domain;
  }
}
