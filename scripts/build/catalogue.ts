/** Compiles a folder of ICU messages to one tree-shakable ES module with types, or says what is wrong with it. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import { parse as parseMessage } from '@messageformat/parser';
import { parse } from 'acorn';
import type {
  ExpressionStatement,
  ExportDefaultDeclaration,
  ImportDeclaration,
  ObjectExpression,
} from 'acorn';
import { build } from 'esbuild';
import { checkCatalogue, readArguments } from './catalogue-rules.ts';
import type { ArgumentKind, Catalogue } from './catalogue-rules.ts';

// Both are CommonJS whose exports are the function itself, which their types describe as a default export.
const Formatter = MessageFormat as unknown as typeof MessageFormat.default;
const compile = compileModule as unknown as typeof compileModule.default;

const ROOT = join(import.meta.dirname, '../..');

/** `event.two-links.t` → `eventTwoLinksT`: the name of a message's own export. */
export function exportName(key: string): string {
  return key.replace(/[.-]+(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The messages of a folder: one JSON file a language, the file's name is the language. */
export function readCatalogue(folder: string): Catalogue {
  const catalogue: Record<string, Record<string, string>> = {};
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    catalogue[basename(file, '.json')] = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<
      string,
      string
    >;
  }
  return catalogue;
}

/**
 * Compiles `folderIn/*.json` to `folderOut/messages.js`, `languages.js`, `by-key.js` and their types. Throws one error that lists
 * every finding of {@link checkCatalogue}. Each message is an export of its own, so that bundlers drop unused ones.
 */
export async function compileCatalogue(folderIn: string, folderOut: string): Promise<void> {
  const catalogue = readCatalogue(folderIn);
  const findings = checkCatalogue(catalogue);
  if (findings.length > 0)
    throw new Error(`The messages in ${folderIn} are not right:\n${findings.join('\n')}`);
  const languages = Object.keys(catalogue);
  const first = catalogue[languages[0] ?? ''] ?? {};
  const keys = Object.keys(first);
  const js = await bundle(moduleText(catalogue, languages, keys));
  mkdirSync(folderOut, { recursive: true });
  writeFileSync(join(folderOut, 'messages.js'), js);
  writeFileSync(join(folderOut, 'messages.d.ts'), typesText(languages, first));
  writeFileSync(join(folderOut, 'languages.js'), languagesText(languages));
  writeFileSync(join(folderOut, 'languages.d.ts'), LANGUAGES_TYPES);
  writeFileSync(join(folderOut, 'by-key.js'), byKeyText(keys));
  writeFileSync(join(folderOut, 'by-key.d.ts'), byKeyTypes(first));
}

function moduleText(catalogue: Catalogue, languages: readonly string[], keys: readonly string[]): string {
  const imports: string[] = [];
  const bodies = new Map<string, string[]>();
  for (const language of languages) {
    const compiled = compileLanguage(language, catalogue[language] ?? {});
    imports.push(...compiled.imports);
    for (const key of keys) {
      const body = compiled.functions.get(exportName(key));
      if (body === undefined) throw new Error(`${language} ${key} was not compiled`);
      const text = catalogue[language]?.[key] ?? '';
      bodies.set(key, [...(bodies.get(key) ?? []), withPlaces(text) ?? body]);
    }
  }
  const names = new Map<string, string>();
  const exported = keys.map((key) => {
    const message = `[${(bodies.get(key) ?? []).join(', ')}]`;
    const first = names.get(message);
    names.set(message, first ?? exportName(key));
    // The same words in another place are kept once.
    return `export const ${exportName(key)} = ${first ?? message};`;
  });
  return [...mergeImports(imports), ...exported].join('\n');
}

/** The compiler writes one default export; its functions are taken out by their place in the text. */
function compileLanguage(language: string, messages: Readonly<Record<string, string>>) {
  const named = Object.fromEntries(Object.entries(messages).map(([key, text]) => [exportName(key), text]));
  const text = compile(new Formatter(language), named);
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const imports: string[] = [];
  const functions = new Map<string, string>();
  for (const node of program.body as (ImportDeclaration | ExportDefaultDeclaration | ExpressionStatement)[]) {
    if (node.type === 'ImportDeclaration') imports.push(text.slice(node.start, node.end));
    if (node.type !== 'ExportDefaultDeclaration') continue;
    for (const property of (node.declaration as ObjectExpression).properties) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      functions.set(property.key.name, text.slice(property.value.start, property.value.end));
    }
  }
  return { imports, functions };
}

/**
 * A message without plural forms is its text, with `{places}` for arguments: a bundle of two languages carries a few
 * hundred of them. Undefined where the compiled function is needed.
 */
function withPlaces(text: string): string | undefined {
  const tokens = parseMessage(text);
  const parts = tokens.map((token) =>
    token.type === 'argument'
      ? `{${token.arg}}`
      : token.type === 'content' && !/[{}]/.test(token.value)
        ? token.value
        : undefined,
  );
  return parts.includes(undefined) ? undefined : JSON.stringify(parts.join(''));
}

/** Each language's module imports the same runtime names; once is enough. */
function mergeImports(imports: readonly string[]): string[] {
  const names = new Map<string, Set<string>>();
  for (const line of imports) {
    const match = /^import \{ ([^}]+) \} from "([^"]+)";?$/.exec(line);
    if (match === null) throw new Error(`The message compiler wrote an import of a new kind: ${line}`);
    const from = names.get(match[2] ?? '') ?? new Set<string>();
    for (const name of (match[1] ?? '').split(', ')) from.add(name);
    names.set(match[2] ?? '', from);
  }
  return [...names].map(([from, set]) => `import { ${[...set].join(', ')} } from "${from}";`);
}

/** Carries the compiler's small runtime along, so that what uses the catalogue needs no package for it. */
async function bundle(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2019',
    charset: 'utf8',
    banner: { js: '// Written by scripts/build/catalogue.ts; change locales/*.json instead.' },
  });
  return result.outputFiles[0]?.text ?? '';
}

/** In the order in which each message holds its texts. */
function languagesText(languages: readonly string[]): string {
  return `export const languages = ${JSON.stringify(languages)};\n`;
}

const LANGUAGES_TYPES = `import type { Language } from './messages.js';
export declare const languages: readonly Language[];
`;

function typesText(languages: readonly string[], messages: Readonly<Record<string, string>>): string {
  const lines = Object.entries(messages).map(
    ([key, text]) => `export declare const ${exportName(key)}: Message<${argumentsType(text)}>;`,
  );
  return [
    `export type Language = ${languages.map((language) => JSON.stringify(language)).join(' | ')};`,
    '/** Of a message that is the same whenever it is said. */',
    'export type NoArguments = Readonly<Record<string, never>>;',
    '/** A text with `{places}` for its arguments, or what chooses among plural forms. */',
    'export type Text<Arguments> = string | ((values: Arguments) => string);',
    `export type Message<Arguments> = readonly [${languages.map((language) => `${language}: Text<Arguments>`).join(', ')}];`,
    ...lines,
    '',
  ].join('\n');
}

function argumentsType(text: string): string {
  const entries = [...readArguments(text)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return 'NoArguments';
  const fields = entries.map(([name, kind]: [string, ArgumentKind]) => `readonly ${name}: ${kind}`);
  return `{ ${fields.join('; ')} }`;
}

function byKeyText(keys: readonly string[]): string {
  const names = keys.map(exportName);
  return [
    `import { ${names.join(', ')} } from './messages.js';`,
    'export const byKey = {',
    ...keys.map((key, i) => `  ${JSON.stringify(key)}: ${names[i] ?? ''},`),
    '};',
    '',
  ].join('\n');
}

function byKeyTypes(messages: Readonly<Record<string, string>>): string {
  return [
    "import type { Message, NoArguments } from './messages.js';",
    'export interface MessageArguments {',
    ...Object.entries(messages).map(
      ([key, text]) => `  readonly ${JSON.stringify(key)}: ${argumentsType(text)};`,
    ),
    '}',
    'export type MessageKey = keyof MessageArguments;',
    'export declare const byKey: { readonly [Key in MessageKey]: Message<MessageArguments[Key]> };',
    '',
  ].join('\n');
}

if (import.meta.main) {
  const folder = join(ROOT, 'packages/locales');
  await compileCatalogue(join(folder, 'locales'), join(folder, 'generated'));
}
