/** The small shapes that Google's resources are made of, and the kinds of parameters. */
import { filled, matching, object, oneOf, whereThereIs, type JsonSchema } from './json-schema.ts';

/** The reply's media type; the identity endpoints spell it their own way. */
export const JSON_UTF8 = 'application/json; charset=UTF-8';

export const address = matching(/^[^\s@]+@[^\s@]+$/);
export const url = matching(/^https?:\/\/\S+$/);
/** No fraction of a second, `Z` where the offset is zero. */
export const moment = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
export const millisecond = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const wholeSecond = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
export const day = matching(/^\d{4}-\d\d-\d\d$/);
export const zone = matching(/^(UTC|[A-Z]\w+(\/[\w+-]+)*)$/);
export const colour = matching(/^#[0-9a-f]{6}$/);
export const present: JsonSchema = { const: true };
export const decimalTag = matching(/^"\d+"$/);
export const listTag = matching(/^"p3[0-9a-z]+"$/);
export const digits = matching(/^\d+$/);
export const count: JsonSchema = { type: 'integer', minimum: 0 };

/** A timed one always names its zone. */
export const time = whereThereIs(
  'dateTime',
  object({ dateTime: moment, timeZone: zone }),
  object({ date: day }),
);

export const reminder = object({ method: oneOf('email', 'popup'), minutes: count });

/** Query parameters arrive as text. */
export const FLAG = oneOf('true', 'false');
export const NUMBER = matching(/^[1-9]\d*$/);
export const VERSION = oneOf('0', '1');
export const INSTANT = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/);

type Parameters = Readonly<Record<string, JsonSchema>>;

/** What every method takes. https://developers.google.com/calendar/api/guides/performance */
const STANDARD: Parameters = {
  alt: oneOf('json', 'media'),
  fields: filled,
  key: filled,
  access_token: filled,
  oauth_token: filled,
  prettyPrint: FLAG,
  quotaUser: filled,
};

export function parameters(own: Parameters = {}): Parameters {
  return { ...STANDARD, ...own };
}
