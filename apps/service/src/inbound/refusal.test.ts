import { expect, test } from 'vitest';
import { ServiceError } from '../errors.ts';
import { codeOf } from './refusal.ts';

const failure = (code: string): Error => Object.assign(new Error('told to nobody'), { code });

test.each([
  ['08006', 'the connection to the database broke'],
  ['53300', 'it has no connection left'],
  ['57P01', 'it is being stopped'],
  ['ECONNREFUSED', 'nobody listens there'],
])('63: %s (%s) is a reason to come again, not a fault of ours', (code) => {
  expect(codeOf(failure(code))).toBe('temporarily-unavailable');
});

test.each(['23505', '42P01', 'FST_ERR_UNKNOWN', ''])('%s stays an internal error', (code) => {
  expect(codeOf(failure(code))).toBe('internal-error');
});

test('an error of ours keeps its code, a malformed request is the sender’s', () => {
  expect(codeOf(new ServiceError('link-expired', { cause: failure('08006') }))).toBe('link-expired');
  expect(codeOf(Object.assign(failure('FST_ERR_CTP_EMPTY_JSON_BODY'), { statusCode: 400 }))).toBe(
    'bad-request',
  );
});
