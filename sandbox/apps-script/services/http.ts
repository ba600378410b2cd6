/** One HTTP exchange over loopback. Connections are not kept: a cut one must look cut, not be tried again silently. */
import { request } from 'node:http';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** Rejects where the connection was refused or cut. */
export function exchange({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    const outgoing = request(
      url,
      { method: method.toUpperCase(), agent: false, headers: { ...headers, ...length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const known = Object.entries(answer.headers).filter(
            (entry): entry is [string, string | string[]] => entry[1] !== undefined,
          );
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(known),
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
