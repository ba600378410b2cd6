/** `tokens`, `asps`, `verificationCodes` and `twoStepVerification`: how a person signs in, and what he let in. */
import { randomInt } from 'node:crypto';
import { ACCESS } from '../access.ts';
import { missing } from '../directory-error.ts';
import type { Call, DirectoryMethod } from '../method.ts';
import { param } from '../method.ts';
import type { Person } from '../person.ts';
import { listing, tagged } from '../resource.ts';
import type { Json } from '../resource.ts';

const USER = 'users/{userKey}';
const TOKENS = `${USER}/tokens`;
const TOKEN = `${TOKENS}/{clientId}`;
const ASPS = `${USER}/asps`;
const ASP = `${ASPS}/{codeId}`;
const CODES = `${USER}/verificationCodes`;
const CODES_AT_ONCE = 10;

const userOf = (call: Call): Person => call.directory.find(call.self, param(call, 'userKey'));

/** The clients that a person lets in; the local page is Google's own and no third party. */
function tokensOf(call: Call): readonly Json[] {
  const { identity } = call.directory;
  const { email, sub } = userOf(call);
  return identity.grants.clientsOf(email).flatMap((clientId) => {
    const client = identity.client(clientId);
    const scopes = [...identity.grantedScopes(email, clientId)];
    if (!client || client.kind === 'page' || scopes.length === 0) return [];
    return [
      tagged('admin#directory#token', {
        clientId,
        displayText: client.name,
        anonymous: false,
        nativeApp: false,
        userKey: sub,
        scopes,
      }),
    ];
  });
}

function tokenOf(call: Call): Json {
  const found = tokensOf(call).find(({ clientId }) => clientId === param(call, 'clientId'));
  if (!found) throw missing('clientId');
  return found;
}

function deleteToken(call: Call): undefined {
  const { clientId } = tokenOf(call);
  call.directory.identity.revokeGrant(userOf(call).email, String(clientId));
  return undefined;
}

/** Nobody here has made one: that is done on a page of Google's that is not built. */
function noAsp(call: Call): never {
  userOf(call);
  throw missing('codeId');
}

function setCodes(call: Call, codes: readonly string[]): undefined {
  const person = userOf(call);
  call.directory.setProfile(person, { ...call.directory.profile(person), codes });
  return undefined;
}

function listCodes(call: Call): Json {
  const person = userOf(call);
  const codes = (call.directory.profile(person).codes ?? []).map((verificationCode) =>
    tagged('admin#directory#verificationCode', { userId: person.sub, verificationCode }),
  );
  return listing('admin#directory#verificationCodesList', 'items', codes);
}

export const SECURITY_METHODS: readonly DirectoryMethod[] = [
  { id: 'tokens.get', http: 'GET', path: TOKEN, access: ACCESS.security, response: 'Token', answer: tokenOf },
  {
    id: 'tokens.list',
    http: 'GET',
    path: TOKENS,
    access: ACCESS.security,
    response: 'Tokens',
    answer: (call) => listing('admin#directory#tokenList', 'items', tokensOf(call)),
  },
  { id: 'tokens.delete', http: 'DELETE', path: TOKEN, access: ACCESS.security, answer: deleteToken },
  { id: 'asps.get', http: 'GET', path: ASP, access: ACCESS.security, response: 'Asp', answer: noAsp },
  {
    id: 'asps.list',
    http: 'GET',
    path: ASPS,
    access: ACCESS.security,
    response: 'Asps',
    answer: (call) => {
      userOf(call);
      return listing('admin#directory#aspList', 'items', []);
    },
  },
  { id: 'asps.delete', http: 'DELETE', path: ASP, access: ACCESS.security, answer: noAsp },
  {
    id: 'verificationCodes.list',
    http: 'GET',
    path: CODES,
    access: ACCESS.security,
    response: 'VerificationCodes',
    answer: listCodes,
  },
  {
    id: 'verificationCodes.generate',
    http: 'POST',
    path: `${CODES}/generate`,
    access: ACCESS.security,
    answer: (call) =>
      setCodes(
        call,
        Array.from({ length: CODES_AT_ONCE }, () => String(randomInt(10_000_000, 100_000_000))),
      ),
  },
  {
    id: 'verificationCodes.invalidate',
    http: 'POST',
    path: `${CODES}/invalidate`,
    access: ACCESS.security,
    answer: (call) => setCodes(call, []),
  },
  {
    id: 'twoStepVerification.turnOff',
    http: 'POST',
    path: `${USER}/twoStepVerification/turnOff`,
    access: ACCESS.security,
  },
];
