/** Compiles the page's catalogue to plain functions at build time, and fails the build where a language lacks something. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The compiler is CommonJS, and its declarations say otherwise: what is used of it is written down here. */
interface Compiler {
  readonly MessageFormat: new (locale: string) => object;
  readonly compileModule: (format: object, messages: Record<string, string>) => string;
}

const require = createRequire(import.meta.url);
const { MessageFormat, compileModule }: Compiler = {
  MessageFormat: require('@messageformat/core') as Compiler['MessageFormat'],
  compileModule: require('@messageformat/core/compile-module.js') as Compiler['compileModule'],
};

const PREFIX = 'virtual:messages/';
const LANGUAGES = ['en', 'fr'] as const;

/** `import messages from 'virtual:messages/fr'` gives one function per message id. */
export function messagePlugin(folder: string): Plugin {
  return {
    name: 'page-messages',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      for (const each of LANGUAGES) this.addWatchFile(join(folder, `${each}.json`));
      const catalogues = LANGUAGES.map((each) => read(folder, each));
      compareCatalogues(catalogues);
      return compileModule(new MessageFormat(language), read(folder, language));
    },
  };
}

/** @throws {Error} naming each message that not every language has, or whose arguments differ */
export function compareCatalogues(catalogues: readonly Record<string, string>[]): void {
  const ids = new Set(catalogues.flatMap((catalogue) => Object.keys(catalogue)));
  const faults: string[] = [];
  for (const id of ids) {
    const texts = catalogues.map((catalogue) => catalogue[id]);
    if (texts.some((text) => text === undefined || text === '')) faults.push(`${id}: missing in a language`);
    else if (new Set(texts.map((text) => argumentsOf(text ?? ''))).size > 1)
      faults.push(`${id}: arguments differ`);
  }
  if (faults.length > 0) throw new Error(`The page's catalogue is not complete:\n${faults.join('\n')}`);
}

function argumentsOf(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort().join(',');
}

function read(folder: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Record<string, string>;
}
