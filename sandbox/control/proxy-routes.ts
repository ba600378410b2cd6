/** Control of the proxy for clients whose hosts are written into them: it is started when somebody asks for it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { VendorProxy } from '../proxy/vendor-proxy.ts';
import type { ControlDeps } from './control-deps.ts';

export function proxyRoutes(server: FastifyInstance, { ground }: ControlDeps): void {
  let started: Promise<ProxyAnswer> | undefined;
  let proxy: VendorProxy | undefined;
  const start = async (): Promise<ProxyAnswer> => {
    proxy = await VendorProxy.start(ground.hosts);
    const folder = join(ground.dataDir ?? join(tmpdir(), `local-platforms-${String(process.pid)}`), 'proxy');
    const file = join(folder, 'ca.pem');
    await mkdir(folder, { recursive: true });
    await writeFile(file, proxy.certificate);
    return answer(proxy, file, Object.keys(ground.hosts.entries()));
  };
  server.post('/proxy', () => (started ??= start()));
  server.addHook('onClose', () => proxy?.close());
}

interface ProxyAnswer {
  readonly url: string;
  readonly certificate: string;
  /** The certificate's file. */
  readonly file: string;
  readonly hosts: readonly string[];
  /** What Node, curl, Python, Ruby and Go programs read. */
  readonly environment: Readonly<Record<string, string>>;
}

function answer({ url, certificate }: VendorProxy, file: string, hosts: readonly string[]): ProxyAnswer {
  const none = '127.0.0.1,localhost';
  return {
    url,
    certificate,
    file,
    hosts: hosts.filter((host) => host.startsWith('https://')),
    environment: {
      HTTPS_PROXY: url,
      https_proxy: url,
      NO_PROXY: none,
      no_proxy: none,
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: file,
      SSL_CERT_FILE: file,
      REQUESTS_CA_BUNDLE: file,
      HTTPLIB2_CA_CERTS: file,
      CURL_CA_BUNDLE: file,
    },
  };
}
