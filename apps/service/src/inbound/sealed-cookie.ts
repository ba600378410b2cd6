import type { CookieSerializeOptions } from '@fastify/cookie';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Clock } from '../sync/ports.ts';

interface CookieJar {
  readonly key: Uint8Array;
  readonly clock: Clock;
  /** True where the public address is https: then the name has the `__Host-` prefix and the cookie is `Secure`. */
  readonly secure: boolean;
}

/**
 * A cookie whose content only the service can read or make, with an end of its own. `Lax` lets it come along when
 * Google or Webex sends the browser back; other sites' forms and scripts never get it sent.
 */
export class SealedCookie<S extends v.GenericSchema<Record<string, unknown>>> {
  readonly #jar: CookieJar;
  readonly #name: string;
  readonly #schema: S;
  readonly #lifeS: number;

  constructor(jar: CookieJar, name: string, schema: S, lifeS: number) {
    this.#jar = jar;
    this.#name = jar.secure ? `__Host-${name}` : name;
    this.#schema = schema;
    this.#lifeS = lifeS;
  }

  async write(reply: FastifyReply, content: v.InferInput<S>): Promise<void> {
    const nowS = Math.floor(this.#jar.clock.now() / 1000);
    const value = await new EncryptJWT(content)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(this.#name)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + this.#lifeS)
      .encrypt(this.#jar.key);
    void reply.setCookie(this.#name, value, this.#attributes());
  }

  /** What is in it; undefined if there is none, or it is altered, for another purpose, or over. */
  async read(request: FastifyRequest): Promise<v.InferOutput<S> | undefined> {
    const value = request.cookies[this.#name];
    if (value === undefined) return undefined;
    const opened = await jwtDecrypt(value, this.#jar.key, {
      audience: this.#name,
      currentDate: new Date(this.#jar.clock.now()),
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch(() => undefined);
    if (!opened) return undefined;
    const read = v.safeParse(this.#schema, opened.payload);
    return read.success ? read.output : undefined;
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.#name, this.#attributes());
  }

  #attributes(): CookieSerializeOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#jar.secure };
  }
}
