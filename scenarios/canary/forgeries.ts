/** ID tokens that Google never gave for this add-on, each wrong in one way. */
import type { ControlClient } from '@webex-scheduler/testkit';

interface Ask {
  readonly audience?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly alg?: 'RS256' | 'HS256' | 'none';
  readonly key?: 'current' | 'previous' | 'unknown';
}

/** Wrong in its claims, its header or its key. @param now - virtual, in seconds */
function forgedAtGoogle(now: number): Readonly<Record<string, Ask>> {
  return {
    unsigned: { alg: 'none' },
    'signed with the public key as a secret': { alg: 'HS256' },
    'signed by a stranger': { key: 'unknown' },
    'by a stranger, under the right key id': { key: 'unknown', header: { kid: 'current' } },
    'the address of its key carried along': {
      key: 'unknown',
      header: { jku: 'https://keys.evil.example/jwks' },
    },
    'another audience': { audience: 'other.apps.googleusercontent.com' },
    'several audiences': { claims: { aud: ['a.example', 'b.example'] } },
    'no audience': { claims: { aud: null } },
    'another issuer': { claims: { iss: 'https://accounts.google.com.evil.example' } },
    'an issuer with a slash': { claims: { iss: 'https://accounts.google.com/' } },
    'no issuer': { claims: { iss: null } },
    expired: { claims: { iat: now - 7200, exp: now - 3600 } },
    'without an end': { claims: { exp: null } },
    'an end that is text': { claims: { exp: 'never' } },
    'a life of ten years, a day of it gone': { claims: { iat: now - 86_400, exp: now + 315_360_000 } },
    'from the future': { claims: { iat: now + 7200, exp: now + 10_000 } },
    'not valid yet': { claims: { nbf: now + 7200 } },
    'no time of issue': { claims: { iat: null } },
    'no subject': { claims: { sub: null } },
    'a subject that is a number': { claims: { sub: 1001 } },
    'an unverified address': { claims: { email_verified: false } },
    'verified in text only': { claims: { email_verified: 'true' } },
    'no address': { claims: { email: null } },
    'a domain that is a list': { claims: { hd: ['alderfinch.example'] } },
    'a domain nobody set up': { claims: { hd: 'evil.example' } },
    'no domain': { claims: { hd: null } },
  };
}

/** Made of a true token by cutting and pasting. */
function cutAndPasted(token: string, other: string): Readonly<Record<string, string>> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const [, otherPayload = ''] = other.split('.');
  const under = (changes: Readonly<Record<string, unknown>>): string => {
    const changed = { ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), ...changes };
    return `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${payload}.${signature}`;
  };
  return {
    'an algorithm the key is not for': under({ alg: 'RS512' }),
    'no algorithm, in capitals': under({ alg: 'NONE' }),
    'a critical extension': under({ crit: ['exp'], exp: 1 }),
    'another person’s payload under this signature': `${header}.${otherPayload}.${signature}`,
    'a cut signature': `${header}.${payload}.${signature.slice(0, -8)}`,
    'no signature': `${header}.${payload}.`,
    'a fourth part': `${token}.x`,
    'the payload alone': payload,
  };
}

/** Name → bearer token. Every one of them must be refused. */
export async function forgeries(
  control: ControlClient,
  who: { readonly email: string; readonly other: string; readonly clientId: string },
): Promise<ReadonlyMap<string, string>> {
  const give = async (email: string, ask: Ask): Promise<string> => {
    const body = { kind: 'id', email, audience: who.clientId, ...ask };
    return (await control.call<{ id_token: string }>('POST', '/google/tokens', body)).id_token;
  };
  const now = Math.floor(Date.parse((await control.now()).now) / 1000);
  const found = new Map<string, string>();
  for (const [name, ask] of Object.entries(forgedAtGoogle(now))) {
    const kid = ask.header?.['kid'] === 'current' ? { kid: keyIdOf(await give(who.email, {})) } : {};
    found.set(
      name,
      await give(who.email, { ...ask, ...(ask.header ? { header: { ...ask.header, ...kid } } : {}) }),
    );
  }
  const pasted = cutAndPasted(await give(who.email, {}), await give(who.other, {}));
  for (const [name, token] of Object.entries(pasted)) found.set(name, token);
  return found;
}

function keyIdOf(token: string): string {
  const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  return (JSON.parse(header) as { kid: string }).kid;
}
