/**
 * Certificates for the vendors' names, by an authority that lives as long as the process: its key is never written
 * down, so nothing that trusts it can be fooled once the local platforms have stopped.
 */
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';
import type { webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** They end with the process, so these dates are no limit: a client's clock may stand anywhere. */
const VALIDITY = { notBefore: new Date('2000-01-01'), notAfter: new Date('2099-12-31') };
const NAME = 'CN=Local platforms (throw-away)';

export class CertificateAuthority {
  readonly #certificate: X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  private constructor(certificate: X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.#certificate = certificate;
    this.#keys = keys;
  }

  static async make(): Promise<CertificateAuthority> {
    const keys = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: NAME,
      ...VALIDITY,
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    });
    return new CertificateAuthority(certificate, keys);
  }

  /** What a client has to trust, as PEM. */
  get pem(): string {
    return this.#certificate.toString('pem');
  }

  /** Key and certificate of one host, made when it is first asked for. */
  contextFor(host: string): Promise<SecureContext> {
    let context = this.#contexts.get(host);
    if (!context) this.#contexts.set(host, (context = this.#issue(host)));
    return context;
  }

  async #issue(host: string): Promise<SecureContext> {
    const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${host}`,
      issuer: this.#certificate.subject,
      ...VALIDITY,
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      ],
    });
    const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    return createSecureContext({ key, cert: certificate.toString('pem') });
  }
}
