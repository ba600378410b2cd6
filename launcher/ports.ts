/** Loopback ports: the page's is asked for, the others are free ones, kept so that links survive a restart. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly code = 'port-in-use';
}

export const PORT_NAMES = ['google', 'webex', 'control', 'clock', 'service'] as const;
export type PortName = (typeof PORT_NAMES)[number] | 'web';
export type Ports = Readonly<Record<PortName, number>>;

/**
 * @param web - the page's port; 0 = any free one
 * @param kept - those of the last start; used again where they are still free
 * @throws {PortInUse} when the page's port is taken
 */
export async function choosePorts(web: number, kept: Partial<Ports>): Promise<Ports> {
  const wanted = web === 0 ? kept.web : web;
  const page = await claimed(wanted);
  if (page === undefined && web !== 0) {
    throw new PortInUse(
      `Port ${web} is in use by another program.\nNothing was changed.\nUse another one: --port 0 takes any that is free.`,
    );
  }
  const ports: Record<string, number> = { web: page ?? (await free()) };
  for (const name of PORT_NAMES) ports[name] = (await claimed(kept[name])) ?? (await free());
  return ports as Ports;
}

/**
 * Below the ports that systems give to outgoing connections: one of those would be taken by the next connection while
 * the service is started anew. Drawn, not counted up, so that two starts at once do not meet.
 */
const FROM = 20_000;
const TO = 32_000;
const TRIES = 200;

async function free(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = await claim(randomInt(FROM, TO));
    if (port !== undefined) return port;
  }
  throw new PortInUse('This machine has no free port on 127.0.0.1.');
}

/** The port of the last start, if there was one and it is still free. */
async function claimed(port: number | undefined): Promise<number | undefined> {
  return port === undefined ? undefined : claim(port);
}

/** The port if it can be listened on now, undefined if it is taken. */
function claim(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => {
        resolve(chosen);
      });
    });
  });
}
