/** Blobs: bytes with a name and a type. */
import { fromUtf8, utf8 } from './bytes.ts';
import { bytes as areBytes, either, signature, text } from './check.ts';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xml: 'text/xml',
};

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

  getBytes(): number[] {
    return [...this.#bytes];
  }

  getContentType(): string | null {
    return this.#type;
  }

  getDataAsString(): string {
    return fromUtf8(this.#bytes);
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
    const extension = this.#name?.split('.').at(-1)?.toLowerCase() ?? '';
    this.#type = TYPES[extension] ?? this.#type;
    return this;
  }

  setDataFromString(...args: unknown[]): this {
    signature('Blob.setDataFromString', args, [text], [text]);
    this.#bytes = utf8(args[0] as string);
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

export function newBlob(...args: unknown[]): Blob {
  signature('Utilities.newBlob', args, [either(text, areBytes)], [text, text]);
  const [data, type = null, name = null] = args as [
    string | number[],
    string | undefined,
    string | undefined,
  ];
  return new Blob(
    typeof data === 'string' ? utf8(data) : data,
    type ?? (typeof data === 'string' ? 'text/plain' : null),
    name,
  );
}
