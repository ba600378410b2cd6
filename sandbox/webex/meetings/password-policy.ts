import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import { invalid } from '../webex-error.ts';

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)));

/** A site's criteria for meeting passwords, named as in Webex's site settings. Empty = no strong passwords asked. */
export const PasswordPolicy = v.strictObject({
  mixedCase: v.optional(v.boolean()),
  minLength: count,
  minNumeric: count,
  minAlpha: count,
  minSpecial: count,
  disallowValues: v.optional(v.array(v.string())),
});
export type PasswordPolicy = v.InferOutput<typeof PasswordPolicy>;

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const DIGITS = '23456789';
const SPECIAL = '@#$%*+-';
const GENERATED_LENGTH = 11;

/** `password`, or a random one that conforms where none is sent. @throws {WebexError} 400, in words that follow Webex's */
export function acceptedPassword(policy: PasswordPolicy, password: string | undefined): string {
  if (password === undefined) return generatePassword(policy);
  const problem = violation(password, policy);
  if (problem !== undefined) throw invalid(`Meeting password validation failed. ${problem}`);
  return password;
}

function violation(password: string, policy: PasswordPolicy): string | undefined {
  const {
    mixedCase = false,
    minLength = 0,
    minNumeric = 0,
    minAlpha = 0,
    minSpecial = 0,
    disallowValues = [],
  } = policy;
  if (mixedCase && !(/[a-z]/.test(password) && /[A-Z]/.test(password))) {
    return 'A mix of uppercase and lowercase letters (A, a, B, b, C, c, etc.) is required.';
  }
  if (password.length < minLength) return `At least ${minLength} characters are required.`;
  if (matches(password, /[0-9]/g) < minNumeric) return `At least ${minNumeric} numbers are required.`;
  if (matches(password, /[A-Za-z]/g) < minAlpha) return `At least ${minAlpha} letters are required.`;
  if (matches(password, /[^A-Za-z0-9]/g) < minSpecial)
    return `At least ${minSpecial} special characters are required.`;
  if (disallowValues.some((value) => value.toLowerCase() === password.toLowerCase()))
    return 'This password is not allowed.';
  return undefined;
}

/** A random password that conforms to `policy`: letters and digits, and special characters only where asked for. */
function generatePassword(policy: PasswordPolicy): string {
  const { minLength = 0, minNumeric = 0, minAlpha = 0, minSpecial = 0 } = policy;
  const characters = [pick(UPPER), pick(LOWER), pick(DIGITS)];
  for (let index = 1; index < minNumeric; index += 1) characters.push(pick(DIGITS));
  for (let index = 2; index < minAlpha; index += 1) characters.push(pick(LOWER));
  for (let index = 0; index < minSpecial; index += 1) characters.push(pick(SPECIAL));
  while (characters.length < Math.max(GENERATED_LENGTH, minLength))
    characters.push(pick(UPPER + LOWER + DIGITS));
  return shuffle(characters).join('');
}

function matches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function pick(alphabet: string): string {
  return alphabet.charAt(randomInt(alphabet.length));
}

function shuffle(characters: readonly string[]): string[] {
  return characters
    .map((character) => ({ character, rank: randomInt(1 << 30) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ character }) => character);
}
