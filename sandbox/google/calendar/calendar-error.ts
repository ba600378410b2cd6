/** Errors of the Calendar API, with the reasons and messages of recorded answers. */
export interface ErrorLocation {
  readonly locationType: 'parameter' | 'header';
  readonly location: string;
}

export interface ErrorBody {
  readonly error: {
    readonly errors: readonly {
      domain: string;
      reason: string;
      message: string;
      locationType?: string;
      location?: string;
    }[];
    readonly code: number;
    readonly message: string;
  };
}

/** Refusal of a calendar call; `reason` is its stable code. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly status: number;
  readonly reason: string;
  readonly domain: string;
  readonly where: ErrorLocation | undefined;

  constructor(
    status: number,
    reason: string,
    message: string,
    extra: { domain?: string; where?: ErrorLocation } = {},
  ) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.domain = extra.domain ?? 'global';
    this.where = extra.where;
  }

  /** The body that Google sends for it. */
  body(): ErrorBody {
    const { domain, reason, message } = this;
    return { error: { errors: [{ domain, reason, message, ...this.where }], code: this.status, message } };
  }
}

const parameter = (location: string): { where: ErrorLocation } => ({
  where: { locationType: 'parameter', location },
});
const header = (location: string): { where: ErrorLocation } => ({
  where: { locationType: 'header', location },
});

/** Absent, or not visible to the caller: Google tells nobody which. */
export const notFound = (): CalendarError => new CalendarError(404, 'notFound', 'Not Found');

export const invalid = (message: string, location?: string): CalendarError =>
  new CalendarError(400, 'invalid', message, location === undefined ? {} : parameter(location));

export const required = (message: string, location?: string): CalendarError =>
  new CalendarError(400, 'required', message, location === undefined ? {} : parameter(location));

export const timeRangeEmpty = (location = 'timeMax'): CalendarError =>
  new CalendarError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
    domain: 'calendar',
    ...parameter(location),
  });

export const authError = (): CalendarError =>
  new CalendarError(401, 'authError', 'Invalid Credentials', header('Authorization'));

export function badApiKey(): CalendarError {
  return new CalendarError(400, 'badRequest', 'API key not valid. Please pass a valid API key.');
}

export const loginRequired = (): CalendarError =>
  new CalendarError(401, 'required', 'Login Required', header('Authorization'));

export const insufficientPermissions = (): CalendarError =>
  new CalendarError(403, 'insufficientPermissions', 'Insufficient Permission');

export const requiredAccessLevel = (role: 'writer' | 'owner' = 'writer'): CalendarError =>
  new CalendarError(403, 'requiredAccessLevel', `You need to have ${role} access to this calendar.`, {
    domain: 'calendar',
  });

export const forbiddenForNonOrganizer = (): CalendarError =>
  new CalendarError(
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer of the event.',
    {
      domain: 'calendar',
    },
  );

export const duplicate = (): CalendarError =>
  new CalendarError(409, 'duplicate', 'The requested identifier already exists.');

export const deleted = (): CalendarError => new CalendarError(410, 'deleted', 'Resource has been deleted');

export const conditionNotMet = (): CalendarError =>
  new CalendarError(412, 'conditionNotMet', 'Precondition Failed', header('If-Match'));

export const fullSyncRequired = (): CalendarError =>
  new CalendarError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    ...parameter('syncToken'),
  });

export const updatedMinTooLongAgo = (): CalendarError =>
  new CalendarError(
    410,
    'updatedMinTooLongAgo',
    'The requested minimum modification time lies too far in the past.',
    {
      domain: 'calendar',
      ...parameter('updatedMin'),
    },
  );

export const invalidSyncToken = (): CalendarError => invalid('Invalid sync token value.', 'syncToken');

export const syncTokenRestricted = (): CalendarError =>
  new CalendarError(
    400,
    'syncTokenWithRequestRestrictions',
    'Sync token cannot be used with other request restrictions.',
    {
      domain: 'calendar',
      ...parameter('syncToken'),
    },
  );

const USAGE_LIMITS: Readonly<Record<string, string>> = {
  userRateLimitExceeded: 'User Rate Limit Exceeded',
  rateLimitExceeded: 'Rate Limit Exceeded',
  quotaExceeded: 'Calendar usage limits exceeded.',
  dailyLimitExceeded: 'Daily Limit Exceeded',
};

/** Too many requests or too much of a calendar: 403 or 429, by Google's own mood. */
export const usageLimit = (reason: string, status: number): CalendarError =>
  new CalendarError(status, reason, USAGE_LIMITS[reason] ?? 'Rate Limit Exceeded', {
    domain: 'usageLimits',
  });

const PLANTED: Readonly<Record<string, () => CalendarError>> = {
  authError: () => authError(),
  backendError: () => new CalendarError(500, 'backendError', 'Backend Error'),
  conditionNotMet: () => conditionNotMet(),
  deleted: () => deleted(),
  duplicate: () => duplicate(),
  forbiddenForNonOrganizer: () => forbiddenForNonOrganizer(),
  fullSyncRequired: () => fullSyncRequired(),
  insufficientPermissions: () => insufficientPermissions(),
  notACalendarUser: () =>
    new CalendarError(403, 'notACalendarUser', 'The user must be signed up for Google Calendar.', {
      domain: 'calendar',
    }),
  notFound: () => notFound(),
  requiredAccessLevel: () => requiredAccessLevel(),
  updatedMinTooLongAgo: () => updatedMinTooLongAgo(),
};

/** The refusal that a planted fault names, with the words Google has for it, at the status the fault asks for. */
export function plantedError(status: number, reason: string | undefined): CalendarError {
  const named =
    reason ?? (status === 429 ? 'rateLimitExceeded' : status < 500 ? 'badRequest' : 'backendError');
  if (named in USAGE_LIMITS) return usageLimit(named, status);
  const known = PLANTED[named]?.();
  const message = known?.message ?? (status < 500 ? 'Bad Request' : 'Backend Error');
  return new CalendarError(status, named, message, {
    ...(known ? { domain: known.domain } : {}),
    ...(known?.where ? { where: known.where } : {}),
  });
}

/** A method that exists at Google and not here. */
export const notBuilt = (method: string): CalendarError =>
  new CalendarError(501, 'notImplemented', `${method} is not built in this local Google.`);
