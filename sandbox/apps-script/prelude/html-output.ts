/** A page that a script made (its content and what is said of it), and the template it may come from. */
import { Exception } from './host.ts';
import { Blob } from './blob.ts';
import { utf8 } from './bytes.ts';
import { codeOf, escapeHtml, piecesOf, printed, textOf } from './template-code.ts';
import type { Piece } from './template-code.ts';
import { integer, signature, text } from './check.ts';
import type { Check } from './check.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';

export const SandboxMode = enumeration('HtmlService.SandboxMode', 'EMULATED IFRAME NATIVE');
export const XFrameOptionsMode = enumeration('HtmlService.XFrameOptionsMode', 'ALLOWALL DEFAULT');

function one(method: string, args: readonly unknown[], check: Check = text): unknown {
  signature(method, args, [check]);
  return args[0];
}

export class HtmlOutputMetaTag {
  readonly #name: string;
  readonly #content: string;

  constructor(name: string, content: string) {
    this.#name = name;
    this.#content = content;
  }

  getName(): string {
    return this.#name;
  }

  getContent(): string {
    return this.#content;
  }
}

/** What of a page the platform is told, beside its content; nothing of what was not set. */
interface PageFacts {
  readonly content: string;
  readonly title: string;
  readonly metaTags?: readonly { readonly name: string; readonly content: string }[];
  readonly faviconUrl?: string;
  readonly anyFrame?: true;
}

// The names that a page may set; all others are refused.
// https://developers.google.com/apps-script/reference/html/html-output#addmetatagname,-content
const META_NAMES = [
  'apple-mobile-web-app-capable',
  'google-site-verification',
  'mobile-web-app-capable',
  'viewport',
];

export class HtmlOutput {
  readonly #tags: HtmlOutputMetaTag[] = [];
  #content: string;
  #title = '';
  #width: number | null = null;
  #height: number | null = null;
  #favicon: string | null = null;
  #frames: EnumValue = memberNamed(XFrameOptionsMode, 'DEFAULT');

  constructor(content: string) {
    this.#content = content;
  }

  static factsOf(page: HtmlOutput): PageFacts {
    const metaTags = page.#tags.map((tag) => ({ name: tag.getName(), content: tag.getContent() }));
    return {
      content: page.#content,
      title: page.#title,
      ...(metaTags.length === 0 ? {} : { metaTags }),
      ...(page.#favicon === null ? {} : { faviconUrl: page.#favicon }),
      ...(page.#frames.name() === 'ALLOWALL' ? { anyFrame: true as const } : {}),
    };
  }

  addMetaTag(...args: unknown[]): this {
    signature('HtmlService.HtmlOutput.addMetaTag', args, [text, text]);
    if (!META_NAMES.includes(args[0] as string))
      throw new Exception(`The specified meta tag cannot be used in this context.`);
    this.#tags.push(new HtmlOutputMetaTag(args[0] as string, args[1] as string));
    return this;
  }

  append(...args: unknown[]): this {
    this.#content += one('HtmlService.HtmlOutput.append', args) as string;
    return this;
  }

  appendUntrusted(...args: unknown[]): this {
    this.#content += escapeHtml(one('HtmlService.HtmlOutput.appendUntrusted', args) as string);
    return this;
  }

  clear(): this {
    this.#content = '';
    return this;
  }

  getBlob(): Blob {
    return new Blob(utf8(this.#content), 'text/html', null);
  }

  getContent(): string {
    return this.#content;
  }

  getFaviconUrl(): string | null {
    return this.#favicon;
  }

  getHeight(): number | null {
    return this.#height;
  }

  getMetaTags(): HtmlOutputMetaTag[] {
    return [...this.#tags];
  }

  getTitle(): string {
    return this.#title;
  }

  getWidth(): number | null {
    return this.#width;
  }

  setContent(...args: unknown[]): this {
    this.#content = one('HtmlService.HtmlOutput.setContent', args) as string;
    return this;
  }

  setFaviconUrl(...args: unknown[]): this {
    this.#favicon = one('HtmlService.HtmlOutput.setFaviconUrl', args) as string;
    return this;
  }

  setHeight(...args: unknown[]): this {
    this.#height = one('HtmlService.HtmlOutput.setHeight', args, integer) as number;
    return this;
  }

  /** There is only one sandbox today; the call does nothing. */
  setSandboxMode(...args: unknown[]): this {
    one('HtmlService.HtmlOutput.setSandboxMode', args, memberOf(SandboxMode));
    return this;
  }

  setTitle(...args: unknown[]): this {
    this.#title = one('HtmlService.HtmlOutput.setTitle', args) as string;
    return this;
  }

  setWidth(...args: unknown[]): this {
    this.#width = one('HtmlService.HtmlOutput.setWidth', args, integer) as number;
    return this;
  }

  setXFrameOptionsMode(...args: unknown[]): this {
    this.#frames = one(
      'HtmlService.HtmlOutput.setXFrameOptionsMode',
      args,
      memberOf(XFrameOptionsMode),
    ) as EnumValue;
    return this;
  }

  getAs(...args: unknown[]): Blob {
    return this.getBlob().getAs(...args);
  }

  asTemplate(): HtmlTemplate {
    return new HtmlTemplate(this.#content);
  }

  toString(): string {
    return 'HtmlOutput';
  }
}

/** What the code of a template writes to. */
export class TemplateOutput {
  #html = '';

  set _(value: unknown) {
    this.#html += textOf(value);
  }

  set _$(value: unknown) {
    this.#html += printed(value, this.#html);
  }

  get $out(): HtmlOutput {
    return new HtmlOutput(this.#html);
  }
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export class HtmlTemplate {
  // Not enumerable: the template's own properties are the script's.
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  evaluate(): HtmlOutput {
    const own = Object.entries(this).filter(([name]) => IDENTIFIER.test(name));
    const lines = piecesOf(this.#source).map(codeOf);
    // The context's own constructor: the code sees the script's globals, and nothing else.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a template is code by definition
    const run = new Function('output', ...own.map(([name]) => name), lines.join('\n')) as (
      output: TemplateOutput,
      ...values: unknown[]
    ) => void;
    const output = new TemplateOutput();
    run(output, ...own.map(([, value]) => value as unknown));
    return output.$out;
  }

  getCode(): string {
    return this.#code((piece) => codeOf(piece));
  }

  getCodeWithComments(): string {
    const comment = (text: string): string =>
      text
        .split('\n')
        .map((line) => `// ${line}\n`)
        .join('');
    return this.#code((piece) => `${comment(piece.text)}${codeOf(piece)}`);
  }

  getRawContent(): string {
    return this.#source;
  }

  toString(): string {
    return 'HtmlTemplate';
  }

  #code(shape: (piece: Piece) => string): string {
    const lines = piecesOf(this.#source).map(shape).join('\n');
    return `(function() { var output = HtmlService.initTemplate();\n${lines}\nreturn output.$out;\n})();`;
  }
}
