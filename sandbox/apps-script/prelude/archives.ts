/** `gzip`, `ungzip`, `zip` and `unzip` of Utilities. The packing itself is the platform's. */
import { ask, Exception } from './host.ts';
import { Blob, blobOf, isBlobSource, typeOfName } from './blob.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import { signature, text } from './check.ts';

interface NamedBytes {
  readonly name: string;
  readonly data: string;
}

export const archives = {
  gzip(...args: unknown[]): Blob {
    signature('Utilities.gzip', args, [isBlobSource], [text]);
    const blob = blobOf(args[0]);
    const data = ask('~gzip', toBase64(blob.getBytes())) as string;
    const name = (args[1] as string | undefined) ?? `${blob.getName() ?? 'archive'}.gz`;
    return new Blob(fromBase64(data), 'application/x-gzip', name);
  },
  ungzip(...args: unknown[]): Blob {
    signature('Utilities.ungzip', args, [isBlobSource]);
    const blob = blobOf(args[0]);
    const data = ask('~ungzip', toBase64(blob.getBytes())) as string;
    const name = blob.getName()?.replace(/\.gz$/, '') ?? null;
    return new Blob(fromBase64(data), typeOfName(name) ?? null, name);
  },
  zip(...args: unknown[]): Blob {
    const areBlobs = (value: unknown): boolean => Array.isArray(value) && value.every(isBlobSource);
    signature('Utilities.zip', args, [areBlobs], [text]);
    const files = (args[0] as unknown[]).map(blobOf).map((blob): NamedBytes => {
      const name = blob.getName();
      if (name === null) throw new Exception('Blob object must have non-null name for this operation.');
      return { name, data: toBase64(blob.getBytes()) };
    });
    const name = (args[1] as string | undefined) ?? 'archive.zip';
    return new Blob(fromBase64(ask('~zip', files) as string), 'application/zip', name);
  },
  unzip(...args: unknown[]): Blob[] {
    signature('Utilities.unzip', args, [isBlobSource]);
    const blob = blobOf(args[0]);
    if (blob.getContentType() !== 'application/zip')
      throw new Exception('Invalid argument: the blob is not of the type application/zip.');
    const files = ask('~unzip', toBase64(blob.getBytes())) as NamedBytes[];
    return files.map(
      ({ name, data }) => new Blob(fromBase64(data), typeOfName(name) ?? 'application/octet-stream', name),
    );
  },
};
