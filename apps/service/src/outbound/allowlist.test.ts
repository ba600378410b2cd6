import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { allowlistedFetch } from './allowlist.ts';

const fetchOut = allowlistedFetch(['https://oauth2.googleapis.com/token', 'https://webexapis.com/v1']);

describe('the way out', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    'http://127.0.0.1/',
    'http://localhost:5432/',
    'https://webexapis.com.evil.example/v1/meetings',
    'https://evil.example/?https://webexapis.com/v1',
    'https://webexapis.com@evil.example/v1',
    'https://user:secret@webexapis.com/v1',
    'http://webexapis.com/v1/meetings',
    'https://webexapis.com:8443/v1/meetings',
    'https://alder.webex.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'not an address',
    '//webexapis.com/v1',
    '',
  ])('does not lead to %s', async (address) => {
    await expect(fetchOut(address, {})).rejects.toMatchObject({ code: 'outbound-refused' });
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const response = await allowlistedFetch([origin])(origin, { redirect: 'follow' });
    expect([response.status, calls]).toEqual([302, 1]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
