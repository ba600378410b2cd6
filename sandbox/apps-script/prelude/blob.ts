/** Blobs: bytes with a name and a type. */
import { ask, Exception } from './host.ts';
import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { bytes as areBytes, either, signature, text } from './check.ts';
import type { Check } from './check.ts';

const TYPES: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  css: 'text/css',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  gz: 'application/x-gzip',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  rtf: 'application/rtf',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'text/xml',
  zip: 'application/zip',
};

export function typeOfName(name: string | null): string | undefined {
  return TYPES[name?.split('.').at(-1)?.toLowerCase() ?? ''];
}

function encoded(value: string, charset: string | undefined): number[] {
  if (charset === undefined || /^utf-?8$/i.test(charset)) return utf8(value);
  return fromBase64(ask('~encode', value, charset) as string);
}

export class Blob {
  #bytes: number[];
  #type: string | null;
  #name: string | null;

  constructor(bytes: readonly number[], type: string | null, name: string | null) {
    this.#bytes = [...bytes];
    this.#type = type;
    this.#name = name;
  }

  copyBlob(): Blob {
    return new Blob(this.#bytes, this.#type, this.#name);
  }

  getBlob(): this {
    return this;
  }

  /** Only to the type it has: nothing here draws pages or pictures. */
  getAs(...args: unknown[]): Blob {
    signature('Blob.getAs', args, [text]);
    if (args[0] === this.#type) return this.copyBlob();
    throw new Exception(
      `Converting from ${this.#type ?? 'null'} to ${String(args[0])} is not built in this local Apps Script.`,
    );
  }

  getBytes(): number[] {
    return [...this.#bytes];
  }

  getContentType(): string | null {
    return this.#type;
  }

  getDataAsString(...args: unknown[]): string {
    signature('Blob.getDataAsString', args, [], [text]);
    const [charset] = args as [string | undefined];
    if (charset === undefined || /^utf-?8$/i.test(charset)) return fromUtf8(this.#bytes);
    return ask('~decode', toBase64(this.#bytes), charset) as string;
  }

  getName(): string | null {
    return this.#name;
  }

  isGoogleType(): boolean {
    return false;
  }

  setBytes(...args: unknown[]): this {
    signature('Blob.setBytes', args, [areBytes]);
    this.#bytes = [...(args[0] as number[])];
    return this;
  }

  setContentType(type: string | null): this {
    this.#type = type;
    return this;
  }

  setContentTypeFromExtension(): this {
    this.#type = typeOfName(this.#name) ?? this.#type;
    return this;
  }

  setDataFromString(...args: unknown[]): this {
    signature('Blob.setDataFromString', args, [text], [text]);
    this.#bytes = encoded(args[0] as string, args[1] as string | undefined);
    return this;
  }

  setName(...args: unknown[]): this {
    signature('Blob.setName', args, [text]);
    this.#name = args[0] as string;
    return this;
  }

  toString(): string {
    return 'Blob';
  }
}

interface BlobSource {
  getBlob(): Blob;
}

/** A blob, or anything that is one underneath: a page, an answer, an attachment. */
export const isBlobSource: Check = (value) =>
  typeof value === 'object' && value !== null && 'getBlob' in value && typeof value.getBlob === 'function';

export function blobOf(source: unknown): Blob {
  return (source as BlobSource).getBlob();
}

export function newBlob(...args: unknown[]): Blob {
  const none = (value: unknown): boolean => value === null || text(value);
  signature('Utilities.newBlob', args, [either(text, areBytes)], [none, none]);
  const [data, type = null, name = null] = args as [string | number[], (string | null)?, (string | null)?];
  return new Blob(
    typeof data === 'string' ? utf8(data) : data,
    type ?? (typeof data === 'string' ? 'text/plain' : null),
    name,
  );
}
