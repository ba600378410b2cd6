/** Errors of the Gmail and Directory APIs, in the order of fields that their answers have (code, message, errors, status). */

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  501: 'UNIMPLEMENTED',
};

/** Refusal of a call; `reason` is its stable code. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  body(): object {
    const { message, reason } = this;
    return {
      error: {
        code: this.status,
        message,
        errors: [{ message, domain: 'global', reason }],
        ...(STATUS[this.status] === undefined ? {} : { status: STATUS[this.status] }),
      },
    };
  }
}

export const notFound = (): ApiError => new ApiError(404, 'notFound', 'Requested entity was not found.');
export const invalid = (message: string): ApiError => new ApiError(400, 'invalidArgument', message);
export const insufficient = (): ApiError =>
  new ApiError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
export const unauthenticated = (): ApiError =>
  new ApiError(
    401,
    'authError',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  );
export const notBuilt = (what: string): ApiError =>
  new ApiError(501, 'notImplemented', `${what} is not built in this local Google.`);
