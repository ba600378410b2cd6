/** What must never be found, and how it is looked for in bytes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Needle {
  readonly what: string;
  readonly text: string;
}

export interface Searched {
  readonly files: number;
  readonly bytes: number;
  readonly hits: readonly string[];
}

interface Pattern {
  readonly what: string;
  readonly bytes: Buffer;
}

/** Each needle as it stands, in hex, in base64 at each of its three offsets, and as an address or JSON writes it. */
function patternsOf({ what, text }: Needle): readonly Pattern[] {
  const plain = Buffer.from(text);
  const written = new Set([text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)]);
  const based = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), plain]);
    // The first and the last characters also depend on the neighbours, so they are left out.
    const inner = shifted
      .toString('base64')
      .replace(/=+$/, '')
      .slice(offset === 0 ? 0 : 4, -2);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const forms = new Set([...written, plain.toString('hex'), ...based]);
  return [...forms].map((form) => ({ what, bytes: Buffer.from(form) }));
}

/** Looks for every needle in every file below `folder`. */
export async function searchFolder(folder: string, needles: readonly Needle[]): Promise<Searched> {
  const patterns = needles.flatMap(patternsOf);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hits: string[] = [];
  let bytes = 0;
  for (const path of paths) {
    const content = await readFile(path);
    bytes += content.length;
    hits.push(...hitsIn(content, patterns).map((what) => `${what} in ${path.slice(folder.length + 1)}`));
  }
  return { files: paths.length, bytes, hits };
}

/** The same in texts: lines of a log, addresses, rows of a dump. */
export function searchTexts(name: string, texts: readonly string[], needles: readonly Needle[]): Searched {
  const content = Buffer.from(texts.join('\n'));
  const hits = hitsIn(content, needles.flatMap(patternsOf)).map((what) => `${what} in ${name}`);
  return { files: texts.length, bytes: content.length, hits };
}

function hitsIn(content: Buffer, patterns: readonly Pattern[]): readonly string[] {
  return [...new Set(patterns.filter(({ bytes }) => content.includes(bytes)).map(({ what }) => what))];
}
