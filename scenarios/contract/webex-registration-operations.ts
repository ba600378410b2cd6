/** Registration for meetings: the form, and those who filled it in. */
import {
  always,
  filled,
  flag,
  itemsOf,
  listOf,
  matching,
  object,
  oneOf,
  text,
  whole,
} from './json-schema.ts';
import type { Operation } from './operation.ts';

const email = matching(/^[^@\s]+@[^@\s]+$/);
const instant = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

const asked = {
  requireJobTitle: flag,
  requireCompanyName: flag,
  requireAddress1: flag,
  requireAddress2: flag,
  requireCity: flag,
  requireState: flag,
  requireZipCode: flag,
  requireCountryRegion: flag,
  requireWorkPhone: flag,
  requireFax: flag,
  maxRegisterNum: whole,
};
const askedOfAll = {
  autoAcceptRequest: flag,
  requireFirstName: always(true),
  requireLastName: always(true),
  requireEmail: always(true),
};
/** As it comes back: what is asked of everybody is always there. */
export const registrationForm = object(askedOfAll, asked);
/** As it is sent. */
export const sentForm = object({}, { ...askedOfAll, ...asked, hostEmail: filled });

const answers = {
  jobTitle: text,
  companyName: text,
  address1: text,
  address2: text,
  city: text,
  state: text,
  zipCode: whole,
  countryRegion: text,
  workPhone: text,
  fax: text,
};
const who = { firstName: filled, lastName: filled, email };
const sentRegistrant = object(who, { ...answers, sendEmail: flag });
const registrant = object(
  { id: filled, status: oneOf('approved', 'pending', 'rejected'), ...who, registrationTime: instant },
  answers,
);
const chosen = object({ registrants: listOf(object({ id: filled }), 100) }, { sendEmail: flag });
const asking = object(
  { emails: listOf(email) },
  {
    status: oneOf('approved', 'pending', 'rejected'),
    orderType: oneOf('ASC', 'DESC'),
    orderBy: oneOf('firstName', 'lastName', 'status', 'email', 'registrationTime'),
  },
);

const FORM = '/meetings/{}/registration';
const LIST = '/meetings/{}/registrants';
/** The published file declares it for these operations. */
const type = 'application/json';

export const REGISTRATION_OPERATIONS: readonly Operation[] = [
  { method: 'GET', path: FORM, status: 200, type, response: registrationForm },
  { method: 'PUT', path: FORM, status: 200, type, request: sentForm, response: registrationForm },
  { method: 'DELETE', path: FORM, status: 204 },
  { method: 'GET', path: LIST, status: 200, type, response: itemsOf(registrant) },
  { method: 'POST', path: LIST, status: 200, type, request: sentRegistrant, response: registrant },
  { method: 'GET', path: `${LIST}/{}`, status: 200, type, response: registrant },
  { method: 'DELETE', path: `${LIST}/{}`, status: 204 },
  {
    method: 'POST',
    path: `${LIST}/query`,
    status: 200,
    type,
    request: asking,
    response: itemsOf(registrant),
  },
  {
    ...{ method: 'POST', path: `${LIST}/bulkInsert`, status: 200, type },
    request: object({ items: listOf(sentRegistrant, 100) }),
    response: itemsOf(registrant),
  },
  ...['approve', 'reject', 'cancel', 'bulkDelete'].map((act) => ({
    ...{ method: 'POST', path: `${LIST}/${act}`, status: 204 },
    request: chosen,
  })),
];
