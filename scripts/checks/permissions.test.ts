import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(ROOT, 'apps/addon/appsscript.json'), 'utf8')) as {
  readonly oauthScopes: readonly string[];
};

interface Row {
  readonly row: string;
  readonly scope: string;
  readonly cells: readonly string[];
}

/** Rows of the first table: those that are asked for. */
function rows(): readonly Row[] {
  return page
    .split('## Not asked for')[0]!
    .split('\n')
    .filter((line) => /^\| (P\d+|–) \|/.test(line))
    .map((line) => {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { row: cells[0] ?? '', scope: (cells[2] ?? '').replaceAll('`', ''), cells };
    });
}

describe('docs/permissions.md', () => {
  it('reasons every scope of the manifest, and no other', () => {
    expect(
      rows()
        .map((one) => one.scope)
        .sort(),
    ).toEqual([...manifest.oauthScopes].sort());
  });

  it('keeps each row of the reference, asked for or not', () => {
    const named = [...page.matchAll(/^\| (P\d+) \|/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(Array.from({ length: 14 }, (_, i) => `P${i + 1}`).sort());
  });

  it('says of each what it touches, by which call, what stops without it, and names a test that exists', () => {
    for (const { row, cells } of rows()) {
      expect(cells, row).toHaveLength(8);
      for (const cell of cells) expect(cell, row).not.toBe('');
      const test = cells[7]?.replaceAll('`', '') ?? '';
      expect(existsSync(join(ROOT, test)), `${row} ${test}`).toBe(true);
    }
  });
});
