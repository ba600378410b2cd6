/** An Apps Script project on disk: manifest, files in evaluation order, script id. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, matchesGlob, relative, resolve } from 'node:path';
import * as v from 'valibot';
import { refusedSyntax } from './refused-syntax.ts';

export interface ProjectFile {
  /** Without extension, as Apps Script shows it: `code`, `pages/done`. */
  readonly name: string;
  readonly kind: 'script' | 'html';
  readonly source: string;
  /** Why Apps Script would not take it, where this machine's engine does. */
  readonly refused?: string;
}

export interface Project {
  readonly scriptId: string;
  readonly dir: string;
  readonly manifest: Manifest;
  readonly files: readonly ProjectFile[];
  /** Changes with the content; lets runtimes keep compiled code. */
  readonly hash: string;
}

export class ProjectError extends Error {
  override readonly name = 'ProjectError';
  /** As in HTTP: what was asked for cannot be read, or is not there. */
  readonly status = 400;
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const RunFunction = v.looseObject({ runFunction: v.string(), enabled: v.optional(v.boolean()) });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The part of a manifest that the platform itself reads; the rest is kept as it is. */
export const Manifest = v.looseObject({
  timeZone: v.optional(v.pipe(v.string(), v.check(isZone, 'not a time zone')), 'Etc/GMT'),
  runtimeVersion: v.optional(v.string()),
  oauthScopes: v.optional(v.array(v.string())),
  urlFetchWhitelist: v.optional(v.array(v.string())),
  dependencies: v.optional(
    v.looseObject({
      enabledAdvancedServices: v.optional(
        v.array(v.looseObject({ userSymbol: v.string(), serviceId: v.string(), version: v.string() })),
      ),
      libraries: v.optional(v.array(v.looseObject({ userSymbol: v.string(), libraryId: v.string() }))),
    }),
  ),
  webapp: v.optional(v.looseObject({ access: v.optional(v.string()), executeAs: v.optional(v.string()) })),
  addOns: v.optional(
    v.looseObject({
      common: v.optional(
        v.looseObject({
          name: v.string(),
          logoUrl: v.string(),
          homepageTrigger: v.optional(RunFunction),
          openLinkUrlPrefixes: v.optional(v.array(v.string())),
          useLocaleFromApp: v.optional(v.boolean()),
        }),
      ),
      calendar: v.optional(
        v.looseObject({
          conferenceSolution: v.optional(
            v.array(
              v.looseObject({
                // The published sample writes a number where the contract says string.
                id: v.union([v.string(), v.number()]),
                name: v.string(),
                logoUrl: v.string(),
                onCreateFunction: v.string(),
              }),
            ),
          ),
          createSettingsUrlFunction: v.optional(v.string()),
          currentEventAccess: v.optional(v.picklist(['METADATA', 'READ', 'WRITE', 'READ_WRITE'])),
          eventOpenTrigger: v.optional(RunFunction),
          eventUpdateTrigger: v.optional(RunFunction),
          homepageTrigger: v.optional(RunFunction),
        }),
      ),
      gmail: v.optional(
        v.looseObject({
          homepageTrigger: v.optional(RunFunction),
          contextualTriggers: v.optional(v.array(v.looseObject({ onTriggerFunction: v.string() }))),
          composeTrigger: v.optional(
            v.looseObject({
              selectActions: v.optional(v.array(v.looseObject({ runFunction: v.string() }))),
              draftAccess: v.optional(v.picklist(['NONE', 'METADATA'])),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type Manifest = v.InferOutput<typeof Manifest>;

const Clasp = v.looseObject({
  scriptId: v.optional(v.string()),
  rootDir: v.optional(v.string()),
  filePushOrder: v.optional(v.array(v.string())),
  scriptExtensions: v.optional(v.array(v.string()), ['.js', '.gs']),
  htmlExtensions: v.optional(v.array(v.string()), ['.html']),
  skipSubdirectories: v.optional(v.boolean(), false),
});
type Clasp = v.InferOutput<typeof Clasp>;

/**
 * Reads the project in `dir`.
 * @throws {ProjectError} `no-manifest`, `bad-manifest`, `bad-clasp`.
 */
export function readProject(dir: string, scriptId?: string): Project {
  const clasp = readClasp(dir);
  const root = clasp.rootDir === undefined ? resolve(dir) : resolve(dir, clasp.rootDir);
  const manifestPath = join(root, 'appsscript.json');
  if (!existsSync(manifestPath))
    throw new ProjectError('no-manifest', `there is no appsscript.json in ${dir}`);
  const manifest = parse('bad-manifest', manifestPath, Manifest);
  const html = extensions(clasp.htmlExtensions);
  const files = inOrder(root, clasp, ignored(dir)).map((path): ProjectFile => {
    const kind = html.includes(extname(path)) ? 'html' : 'script';
    const source = readFileSync(join(root, path), 'utf8');
    const refused = kind === 'script' ? refusedSyntax(source) : undefined;
    const name = path.slice(0, -extname(path).length);
    return { name, kind, source, ...(refused === undefined ? {} : { refused }) };
  });
  const id = scriptId ?? clasp.scriptId ?? scriptIdOf(resolve(dir));
  const hash = createHash('sha256')
    .update(JSON.stringify([manifest, files]))
    .digest('hex');
  return { scriptId: id, dir: resolve(dir), manifest, files, hash };
}

function readClasp(dir: string): Clasp {
  const path = join(dir, '.clasp.json');
  return existsSync(path) ? parse('bad-clasp', path, Clasp) : v.parse(Clasp, {});
}

/** With or without their dot. */
function extensions(given: readonly string[]): readonly string[] {
  return given.map((extension) => `.${extension.replace(/^\./, '')}`);
}

/**
 * What `.claspignore` leaves out: patterns in their order, relative to the project's files, `!` takes back. Without
 * the file nothing but what no project pushes. https://github.com/google/clasp#ignore-file-claspignore
 */
function ignored(dir: string): (path: string) => boolean {
  const file = join(dir, '.claspignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  const patterns = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return (path) =>
    patterns.reduce((out, pattern) => {
      const back = pattern.startsWith('!');
      return matchesGlob(path, back ? pattern.slice(1) : pattern) ? !back : out;
    }, false);
}

function parse<const S extends v.GenericSchema>(code: string, path: string, schema: S): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ProjectError(code, `${path}: ${why}`);
  }
}

/** Paths below `root`: those named in `filePushOrder` first, then the others by name, as they are evaluated. */
function inOrder(root: string, clasp: Clasp, leftOut: (path: string) => boolean): string[] {
  const known = [...extensions(clasp.scriptExtensions), ...extensions(clasp.htmlExtensions)];
  const all = readdirSync(root, { recursive: !clasp.skipSubdirectories, withFileTypes: true })
    .filter((entry) => entry.isFile() && known.includes(extname(entry.name)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => part === 'node_modules' || part.startsWith('.')))
    .filter((path) => !leftOut(path))
    .sort((a, b) => (a < b ? -1 : 1));
  // The order may name files from the project's folder on, or from where its files lie.
  const named = (clasp.filePushOrder ?? []).map((name) => join(name).replaceAll('\\', '/'));
  const below =
    clasp.rootDir === undefined ? '' : `${join(clasp.rootDir).replaceAll('\\', '/').replace(/\/$/, '')}/`;
  const first = named
    .map((name) => (all.includes(name) || !name.startsWith(below) ? name : name.slice(below.length)))
    .filter((path) => all.includes(path));
  return [...first, ...all.filter((path) => !first.includes(path))];
}

/** A folder without a script id of its own always gets the same one. */
function scriptIdOf(dir: string): string {
  return `1${createHash('sha512').update(dir).digest('base64url').replaceAll('-', 'x').slice(0, 56)}`;
}
