/**
 * Photos of people, kept in the format and size in which they are sent.
 *
 * @see https://developers.google.com/workspace/admin/directory/reference/rest/v1/users.photos
 */
import { invalidInput, required } from './directory-error.ts';
import type { Photo } from './person.ts';
import { textOf } from './resource.ts';
import type { Json } from './resource.ts';

type Size = readonly [width: number, height: number];

interface Format {
  readonly mimeType: string;
  /** What a file begins with, in hexadecimal. */
  readonly start: string;
  /** Undefined where the file is cut off, or does not say. */
  readonly size: (bytes: Buffer) => Size | undefined;
}

const FORMATS: readonly Format[] = [
  {
    mimeType: 'image/png',
    start: '89504e47',
    size: (bytes) => at(bytes, 24, (b) => [b.readUInt32BE(16), b.readUInt32BE(20)]),
  },
  { mimeType: 'image/jpeg', start: 'ffd8ff', size: jpegSize },
  {
    mimeType: 'image/gif',
    start: '47494638',
    size: (bytes) => at(bytes, 10, (b) => [b.readUInt16LE(6), b.readUInt16LE(8)]),
  },
  {
    mimeType: 'image/bmp',
    start: '424d',
    size: (bytes) => at(bytes, 26, (b) => [b.readInt32LE(18), Math.abs(b.readInt32LE(22))]),
  },
  { mimeType: 'image/tiff', start: '49492a00', size: () => undefined },
  { mimeType: 'image/tiff', start: '4d4d002a', size: () => undefined },
];
/** Pixels of a side where neither the file nor the request says it. */
const USUAL = 96;

/** @throws {ApiError} 400 for what is no picture */
export function readPhoto(body: Json): Photo {
  const data = textOf(body, 'photoData');
  if (data === undefined) throw required('photoData');
  const bytes = Buffer.from(data, 'base64url');
  const head = bytes.subarray(0, 4).toString('hex');
  const format = FORMATS.find(({ start }) => head.startsWith(start));
  if (!format) throw invalidInput('Invalid Input: photoData');
  const [width, height] = format.size(bytes) ?? [
    Number(body['width'] ?? USUAL),
    Number(body['height'] ?? USUAL),
  ];
  return { photoData: bytes.toString('base64url'), mimeType: format.mimeType, width, height };
}

function at(bytes: Buffer, length: number, read: (bytes: Buffer) => Size): Size | undefined {
  return bytes.length < length ? undefined : read(bytes);
}

/** From segment to segment to the one that begins a frame (SOF). */
function jpegSize(bytes: Buffer): Size | undefined {
  let from = 2;
  while (from + 9 <= bytes.length) {
    const marker = bytes.readUInt8(from + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return [bytes.readUInt16BE(from + 7), bytes.readUInt16BE(from + 5)];
    from += 2 + bytes.readUInt16BE(from + 2);
  }
  return undefined;
}
