/**
 * An HTTPS proxy for clients that cannot be told another address: what they send to the vendors' hosts arrives at the
 * local platforms, unmodified but for two forwarding headers. A host that is not mapped is refused: nothing leaves
 * this machine.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { HostMap } from '../control/ground.ts';
import { CertificateAuthority } from './certificates.ts';

/** Where a tunnel leads: the vendor's host as its client named it. */
interface Tunnel {
  readonly host: string;
}

export class VendorProxy {
  readonly #hosts: HostMap;
  readonly #authority: CertificateAuthority;
  readonly #outer: Server;
  readonly #inner: Server;
  readonly #tunnels = new WeakMap<Duplex, Tunnel>();
  readonly #open = new Set<Duplex>();

  private constructor(hosts: HostMap, authority: CertificateAuthority) {
    this.#hosts = hosts;
    this.#authority = authority;
    this.#outer = createServer((request, response) => {
      refuse(response, `${request.url ?? ''}: only the vendors' https hosts are here.`);
    });
    this.#outer.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.#connect(request, socket, head);
    });
    this.#inner = createServer((request, response) => {
      this.#forward(request, response);
    });
  }

  /** Listens on a free port of loopback. */
  static async start(hosts: HostMap): Promise<VendorProxy> {
    const proxy = new VendorProxy(hosts, await CertificateAuthority.make());
    await new Promise<void>((resolve, reject) => {
      proxy.#outer.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#outer.address() as AddressInfo).port)}`;
  }

  /** The certificate (PEM) that clients have to trust. */
  get certificate(): string {
    return this.#authority.pem;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#inner.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#outer.close(() => {
        resolve();
      });
      this.#outer.closeAllConnections();
    });
  }

  async #connect(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const host = (request.url ?? '').replace(/:443$/, '').toLowerCase();
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    // A client that goes away in the middle is nobody's error here.
    socket.on('error', () => socket.destroy());
    if (!this.#isVendor(host)) {
      socket.end(
        `HTTP/1.1 502 No such host here\r\ncontent-length: 0\r\nx-refused: ${encodeURI(host)}\r\n\r\n`,
      );
      return;
    }
    const secureContext = await this.#authority.contextFor(host);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.unshift(head);
    const secure = new TLSSocket(socket, {
      isServer: true,
      secureContext,
      ALPNProtocols: ['http/1.1'],
    });
    secure.on('error', () => secure.destroy());
    this.#tunnels.set(secure, { host });
    this.#inner.emit('connection', secure);
  }

  /** A mapped host; addresses of this machine need no proxy. */
  #isVendor(host: string): boolean {
    if (!/^[a-z0-9.-]+$/.test(host) || /^(127\.|localhost$)/.test(host)) return false;
    return this.#hosts.resolve(`https://${host}/`) !== undefined;
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const host = this.#tunnels.get(request.socket)?.host ?? '';
    const target = this.#hosts.resolve(`https://${host}/`);
    if (target === undefined) {
      refuse(response, `${host} is no longer here.`);
      return;
    }
    const { hostname, port } = new URL(target);
    const upstream = httpRequest({
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host, 'x-forwarded-proto': 'https', 'x-forwarded-host': host },
    });
    // What is cut off there is cut off here: a planted fault must look the same through the proxy.
    upstream.on('error', () => response.destroy());
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  }
}

function refuse(response: ServerResponse, why: string): void {
  response.writeHead(502, { 'content-type': 'text/plain' }).end(`${why}\n`);
}
