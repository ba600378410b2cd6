import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CLI = join(import.meta.dirname, 'cli.ts');
const PROJECT = join(import.meta.dirname, 'test', 'projects', 'agenda');

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function cli(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const asked: unknown[] = [];
let answer: { status: number; body: unknown } = { status: 200, body: {} };
const platform = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
  request.on('end', () => {
    asked.push([request.method, request.url, JSON.parse(body)]);
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
});
afterAll(() => {
  platform.close();
});

describe('the apps-script command', { timeout: 60_000 }, () => {
  it('asks a running platform and prints its answer as one line', async () => {
    const result = { result: 1, logs: [], error: null, durationMs: 2, scriptId: 's' };
    answer = { status: 200, body: result };
    const event = join(PROJECT, 'appsscript.json');
    const ran = await cli(
      '--project',
      PROJECT,
      '--as',
      'a@x.test',
      '--call',
      'f',
      '--event',
      event,
      '--platform',
      url,
    );
    expect([ran.code, JSON.parse(ran.stdout)]).toEqual([0, result]);
    expect(ran.stdout.trim().split('\n')).toHaveLength(1);
    expect(asked.at(-1)).toEqual([
      'POST',
      '/host/apps-script',
      {
        dir: PROJECT,
        as: 'a@x.test',
        host: 'calendar',
        call: 'f',
        event: expect.objectContaining({ runtimeVersion: 'V8' }) as unknown,
      },
    ]);
  });

  it('exits 1 where the script threw, and where something is not built yet', async () => {
    answer = {
      status: 200,
      body: {
        result: null,
        logs: [],
        error: { name: 'Error', message: 'no', stack: '' },
        durationMs: 1,
        scriptId: 's',
      },
    };
    expect(
      (await cli('--project', PROJECT, '--as', 'a@x.test', '--open', 'home', '--platform', url)).code,
    ).toBe(1);
    answer = { status: 501, body: { error: { code: 'not-built', message: 'Gmail is not built yet.' } } };
    const ran = await cli(
      '--project',
      PROJECT,
      '--as',
      'a@x.test',
      '--open',
      'compose',
      '--host',
      'gmail',
      '--platform',
      url,
    );
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([
      1,
      { error: { name: 'NotBuilt', message: 'Gmail is not built yet.' } },
    ]);
  });

  it.each([
    [['--as', 'a@x.test', '--call', 'f']],
    [['--project', PROJECT, '--as', 'a@x.test']],
    [['--project', PROJECT, '--as', 'a@x.test', '--call', 'f', '--open', 'home']],
    [['--project', PROJECT, '--as', 'a@x.test', '--call', 'f', '--event', '/no/such/file']],
    [['--project', PROJECT, '--as', 'a@x.test', '--call', 'f', '--platform', 'http://127.0.0.1:9']],
  ])('exits 2 for %j', async (args) => {
    const ran = await cli(...args);
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([2, { error: { name: 'UsageError' } }]);
    expect(ran.stderr).toContain('apps-script: ');
  });

  it('starts a platform of its own where none is named', async () => {
    const ran = await cli('--project', PROJECT, '--as', 'new@x.test', '--call', 'zone');
    expect(JSON.parse(ran.stdout)).toMatchObject({
      result: { script: 'America/New_York', me: 'new@x.test' },
      error: null,
    });
    expect(ran.code).toBe(0);
  });
});
