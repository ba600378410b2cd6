/** HtmlService and ContentService: enough for pages that a script serves itself (`doGet`, callbacks). */
import { Exception } from './host.ts';
import { Blob } from './blob.ts';
import { utf8 } from './bytes.ts';
import { integer, signature, text } from './check.ts';
import type { Check } from './check.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';

const SandboxMode = enumeration('HtmlService.SandboxMode', 'EMULATED IFRAME NATIVE');
const XFrameOptionsMode = enumeration('HtmlService.XFrameOptionsMode', 'ALLOWALL DEFAULT');
const ContentMimeType = enumeration(
  'ContentService.MimeType',
  'ATOM CSV ICAL JAVASCRIPT JSON RSS TEXT VCARD XML',
);

let files: Readonly<Record<string, string>> = {};

export function useHtmlFiles(html: Readonly<Record<string, string>>): void {
  files = html;
}

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

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

export class HtmlOutput {
  readonly #tags: HtmlOutputMetaTag[] = [];
  #content: string;
  #title = '';
  #width: number | null = null;
  #height: number | null = null;
  #favicon: string | null = null;

  constructor(content: string) {
    this.#content = content;
  }

  addMetaTag(...args: unknown[]): this {
    signature('HtmlService.HtmlOutput.addMetaTag', args, [text, text]);
    this.#tags.push(new HtmlOutputMetaTag(args[0] as string, args[1] as string));
    return this;
  }

  append(...args: unknown[]): this {
    this.#content += one('HtmlService.HtmlOutput.append', args) as string;
    return this;
  }

  appendUntrusted(...args: unknown[]): this {
    this.#content += escape(one('HtmlService.HtmlOutput.appendUntrusted', args) as string);
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
    one('HtmlService.HtmlOutput.setXFrameOptionsMode', args, memberOf(XFrameOptionsMode));
    return this;
  }

  toString(): string {
    return 'HtmlOutput';
  }
}

const contentOf = (value: unknown): string =>
  value instanceof Blob ? value.getDataAsString() : (value as string);

export const htmlService = {
  SandboxMode,
  XFrameOptionsMode,
  createHtmlOutput(...args: unknown[]): HtmlOutput {
    signature('HtmlService.createHtmlOutput', args, [], [(value) => text(value) || value instanceof Blob]);
    return new HtmlOutput(args.length === 0 ? '' : contentOf(args[0]));
  },
  createHtmlOutputFromFile(...args: unknown[]): HtmlOutput {
    const name = (one('HtmlService.createHtmlOutputFromFile', args) as string).replace(/\.html$/, '');
    const content = files[name];
    if (content === undefined) throw new Exception(`No HTML file named ${name} was found.`);
    return new HtmlOutput(content);
  },
};

export class TextOutput {
  #content: string;
  #type: EnumValue = memberNamed(ContentMimeType, 'TEXT');
  #fileName: string | null = null;

  constructor(content: string) {
    this.#content = content;
  }

  append(...args: unknown[]): this {
    this.#content += one('ContentService.TextOutput.append', args) as string;
    return this;
  }

  clear(): this {
    this.#content = '';
    return this;
  }

  downloadAsFile(...args: unknown[]): this {
    this.#fileName = one('ContentService.TextOutput.downloadAsFile', args) as string;
    return this;
  }

  getContent(): string {
    return this.#content;
  }

  getFileName(): string | null {
    return this.#fileName;
  }

  getMimeType(): EnumValue {
    return this.#type;
  }

  setContent(...args: unknown[]): this {
    this.#content = one('ContentService.TextOutput.setContent', args) as string;
    return this;
  }

  setMimeType(...args: unknown[]): this {
    this.#type = one('ContentService.TextOutput.setMimeType', args, memberOf(ContentMimeType)) as EnumValue;
    return this;
  }
}

export const contentService = {
  MimeType: ContentMimeType,
  createTextOutput(...args: unknown[]): TextOutput {
    signature('ContentService.createTextOutput', args, [], [text]);
    return new TextOutput((args[0] as string | undefined) ?? '');
  },
};
