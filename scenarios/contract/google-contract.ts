/** Google's side as this project knows it: Calendar, Gmail, Directory, sign-in, batches, push messages. */
import { CALENDAR_OPERATIONS, pushMessage } from './google-calendar-operations.ts';
import { DIRECTORY_OPERATIONS, directoryMessage } from './google-directory-operations.ts';
import { IDENTITY_OPERATIONS } from './google-identity-operations.ts';
import { MAIL_OPERATIONS } from './google-mail-operations.ts';
import { filled, matching, object, oneOf, ordered, someOf, whole, type JsonSchema } from './json-schema.ts';
import type { Contract, Operation } from './operation.ts';

const cause = object(
  { domain: filled, reason: matching(/^[A-Za-z.]+$/), message: filled },
  { locationType: oneOf('parameter', 'header'), location: filled },
);
/** Calendar tells the causes first, Gmail and Directory the code. */
const calendarRefusal = object({
  error: ordered(object({ errors: someOf(cause), code: whole, message: filled })),
});
const otherRefusal = object({
  error: ordered({
    ...object({ code: whole, message: filled, errors: someOf(cause), status: matching(/^[A-Z_]+$/) }),
    required: ['code', 'message', 'errors'],
  }),
});
const oauthRefusal = object({ error: matching(/^[a-z_]+$/) }, { error_description: filled });
const signInRefusal = object({
  error: object({ code: whole, message: filled, status: matching(/^[A-Z_]+$/) }),
});

/** Each part has been an exchange of its own: here only the wrapping is looked at. */
const BATCHES: readonly Operation[] = ['', '/calendar/v3', '/gmail/v1', '/admin/directory_v1'].map((of) => ({
  method: 'POST',
  path: `/batch${of}`,
  status: 200,
  request: matching(/^(\r?\n)?--[\s\S]*\r?\n(GET|POST|PUT|PATCH|DELETE) \S+/),
  response: matching(/^--batch_\S+\r\nContent-Type: application\/http\r\n[\s\S]*\r\n--batch_\S+--\r\n$/),
}));

const REFUSALS: readonly (readonly [RegExp, JsonSchema])[] = [
  [/^\/oauth2\/v[12]\/userinfo/, signInRefusal],
  [/^\/(token|o\/oauth2|oauth2|revoke|v1\/userinfo)/, oauthRefusal],
  [/^\/(gmail|upload|resumable|admin|discovery|\$discovery|s2)\//, otherRefusal],
  [/^\//, calendarRefusal],
];

export const GOOGLE: Contract = {
  below: /^(?=\/)/,
  operations: [
    ...CALENDAR_OPERATIONS,
    ...MAIL_OPERATIONS,
    ...DIRECTORY_OPERATIONS,
    ...IDENTITY_OPERATIONS,
    ...BATCHES,
  ],
  pages: /^\/(o\/oauth2\/(v2\/)?auth|oauthcallback|macros\/|oauth2callback|s2\/photos\/)/,
  readsLoosely: false,
  message: (headers) =>
    headers['x-goog-resource-uri']?.includes('/admin/directory/') ? directoryMessage : pushMessage,
  error: (path) => REFUSALS.find(([pattern]) => pattern.test(path))?.[1],
  codeOf: (body) => (body as { error?: { code?: unknown } } | null)?.error?.code,
};
