/** The signing keys once more, as certificates: the form in which most libraries of Google fetch them. */
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const NAME = 'CN=federated-signon.system.gserviceaccount.com';
/** Who looks at more than the key goes by the machine's time; the keys themselves change when they are rotated. */
const VALIDITY = { notBefore: new Date('2000-01-01'), notAfter: new Date('2099-12-31') };

const made = new WeakMap<SigningKey, Promise<string>>();

/** PEM by key id: `/oauth2/v1/certs`. */
export async function certificates(keys: SigningKeys): Promise<Readonly<Record<string, string>>> {
  const both = await Promise.all([keys.get('current'), keys.get('previous')]);
  const entries = both.map(async (key) => [key.kid, await certificateOf(key)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function certificateOf(key: SigningKey): Promise<string> {
  let pem = made.get(key);
  if (!pem) made.set(key, (pem = certify(key)));
  return pem;
}

async function certify({ privateJwk, publicJwk }: SigningKey): Promise<string> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...privateJwk }, ALGORITHM, false, ['sign']),
    crypto.subtle.importKey('jwk', { ...publicJwk }, ALGORITHM, true, ['verify']),
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: NAME,
    ...VALIDITY,
    keys: { privateKey, publicKey },
    signingAlgorithm: ALGORITHM,
  });
  return `${certificate.toString('pem')}\n`;
}
