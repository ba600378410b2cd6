/** What people are asked who register for a meeting, and what they answered. */
import * as v from 'valibot';
import { bodyFlag, bodyNumber } from '../request-values.ts';
import { malformed, notBuilt } from '../webex-error.ts';

const flag = v.optional(bodyFlag);
const text = v.optional(v.string());
/** Asked of everybody, whatever the form says. */
const always = v.optional(v.pipe(bodyFlag, v.literal(true)), true);

/** What may be asked beyond name and address, each with the form's option that makes it obligatory. */
const OPTIONAL_ANSWERS = {
  jobTitle: 'requireJobTitle',
  companyName: 'requireCompanyName',
  address1: 'requireAddress1',
  address2: 'requireAddress2',
  city: 'requireCity',
  state: 'requireState',
  zipCode: 'requireZipCode',
  countryRegion: 'requireCountryRegion',
  workPhone: 'requireWorkPhone',
  fax: 'requireFax',
} as const;
type OptionalAnswer = keyof typeof OPTIONAL_ANSWERS;

export const RegistrationForm = v.object({
  autoAcceptRequest: v.optional(bodyFlag, false),
  requireFirstName: always,
  requireLastName: always,
  requireEmail: always,
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
  maxRegisterNum: v.optional(v.pipe(bodyNumber, v.integer(), v.minValue(1))),
});
/** The form of a meeting that has one. */
export type RegistrationForm = v.InferOutput<typeof RegistrationForm>;

const answered = v.pipe(v.string(), v.minLength(1));
export const RegistrantBody = v.object({
  firstName: answered,
  lastName: answered,
  email: v.pipe(v.string(), v.email()),
  sendEmail: v.optional(bodyFlag, true),
  jobTitle: text,
  companyName: text,
  address1: text,
  address2: text,
  city: text,
  state: text,
  zipCode: v.optional(bodyNumber),
  countryRegion: text,
  workPhone: text,
  fax: text,
});
export type RegistrantBody = v.InferOutput<typeof RegistrantBody>;

export type RegistrantStatus = 'approved' | 'pending' | 'rejected';

export interface Registrant {
  readonly id: string;
  readonly status: RegistrantStatus;
  /** What was answered, without what was not. */
  readonly answers: Omit<RegistrantBody, 'sendEmail'>;
  /** ms since the epoch */
  readonly registeredAt: number;
}

/** @throws {WebexError} 501 for questions of one's own and rules that answer by themselves */
export function refuseQuestions(form: unknown): void {
  if (typeof form !== 'object' || form === null) return;
  const { customizedQuestions, rules } = form as Readonly<Record<string, unknown>>;
  if (isFilled(customizedQuestions)) throw notBuilt('customized questions of a registration');
  if (isFilled(rules)) throw notBuilt('approval rules of a registration');
}

/** @throws {WebexError} 400 naming what the form asks for and the answers lack */
export function checkAnswers(form: RegistrationForm, body: RegistrantBody): void {
  const missing = (Object.keys(OPTIONAL_ANSWERS) as OptionalAnswer[]).filter(
    (answer) => form[OPTIONAL_ANSWERS[answer]] === true && (body[answer] ?? '') === '',
  );
  if (missing.length > 0) throw malformed(...missing.map((answer) => `'${answer}' cannot be empty`));
}

/** As the API shows it. */
export function registrantView({
  id,
  status,
  answers,
  registeredAt,
}: Registrant): Readonly<Record<string, unknown>> {
  return {
    id,
    status,
    ...answers,
    registrationTime: new Date(registeredAt).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}
