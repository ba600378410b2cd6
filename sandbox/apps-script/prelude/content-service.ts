/** ContentService: answers of a web app that are no pages. */
import { signature, text } from './check.ts';
import type { Check } from './check.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';

const ContentMimeType = enumeration(
  'ContentService.MimeType',
  'ATOM CSV ICAL JAVASCRIPT JSON RSS TEXT VCARD XML',
);

function one(method: string, args: readonly unknown[], check: Check = text): unknown {
  signature(method, args, [check]);
  return args[0];
}

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
