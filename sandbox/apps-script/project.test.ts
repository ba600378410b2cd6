import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProject } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'project '));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function project(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(folder, 'p'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

describe('a project', () => {
  it.each([
    ['no-manifest', {}],
    ['bad-manifest', { 'appsscript.json': '{' }],
    ['bad-manifest', { 'appsscript.json': '{"timeZone":"Mars/Olympus"}' }],
    ['bad-clasp', { 'appsscript.json': '{}', '.clasp.json': '{"scriptId":1}' }],
  ])('that cannot be read is refused: %s', (code, files) => {
    expect(() => readProject(project(files))).toThrow(
      expect.objectContaining({ code, status: 400 }) as Error,
    );
  });

  it('has a script id of its own, or always the same one for its folder', () => {
    const dir = project({ 'appsscript.json': '{}' });
    expect(readProject(dir).scriptId).toBe(readProject(dir).scriptId);
    expect(readProject(dir).scriptId).toMatch(/^1[\w-]{56}$/);
    expect(readProject(project({ 'appsscript.json': '{}' })).scriptId).not.toBe(readProject(dir).scriptId);
    const named = project({ 'appsscript.json': '{}', '.clasp.json': '{"scriptId":"abc"}' });
    expect(readProject(named).scriptId).toBe('abc');
  });

  it('has another hash once its content changes', () => {
    const dir = project({ 'appsscript.json': '{}', 'a.gs': '1' });
    const { hash } = readProject(dir);
    writeFileSync(join(dir, 'a.gs'), '2');
    expect(readProject(dir).hash).not.toBe(hash);
  });

  it('leaves out what .claspignore names, and takes what clasp is told of extensions and order', () => {
    const dir = project({
      '.clasp.json': JSON.stringify({
        scriptId: 'x',
        rootDir: 'src',
        scriptExtensions: ['gs', '.mjs'],
        filePushOrder: ['src/z.gs', 'b.mjs'],
      }),
      '.claspignore': '# tests\n**/*.test.gs\nold/**\n!old/kept.gs\n',
    });
    for (const [name, text] of Object.entries({
      'appsscript.json': '{}',
      'a.gs': '',
      'b.mjs': '',
      'c.js': '',
      'z.gs': '',
      'a.test.gs': '',
      'old/kept.gs': '',
      'old/gone.gs': '',
      'page.html': '',
    })) {
      mkdirSync(dirname(join(dir, 'src', name)), { recursive: true });
      writeFileSync(join(dir, 'src', name), text);
    }
    expect(readProject(dir).files.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'z script',
      'b script',
      'a script',
      'old/kept script',
      'page html',
    ]);
  });
});
