/** Photos of people, kept as they are sent: Google scales them to 96 pixels, this does not. */
import { invalidInput, required } from './directory-error.ts';
import type { Photo } from './person.ts';
import { textOf } from './resource.ts';
import type { Json } from './resource.ts';

/** What a file of a type begins with, in hexadecimal. */
const SIGNATURES: readonly (readonly [start: string, mimeType: string])[] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
  ['424d', 'image/bmp'],
  ['49492a00', 'image/tiff'],
  ['4d4d002a', 'image/tiff'],
];
const PIXELS = 96;

/** @throws {ApiError} 400 for what is no picture */
export function readPhoto(body: Json): Photo {
  const data = textOf(body, 'photoData');
  if (data === undefined) throw required('photoData');
  const bytes = Buffer.from(data, 'base64url');
  const head = bytes.subarray(0, 4).toString('hex');
  const mimeType = SIGNATURES.find(([start]) => head.startsWith(start))?.[1];
  if (mimeType === undefined) throw invalidInput('Invalid Input: photoData');
  const side = (name: string): number => Number(body[name] ?? PIXELS);
  return { photoData: bytes.toString('base64url'), mimeType, width: side('width'), height: side('height') };
}
