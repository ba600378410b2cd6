/** What came of an execution, as plain JSON: Date → ISO, undefined → null, built things as Google's JSON. */
import { Built } from './built.ts';
import { Card } from './card.ts';
import { LinkPreview, previewJson } from './card-host-responses.ts';
import { AuthorizationRequired } from './card-service.ts';
import {
  ConferenceDataBuilder,
  ConferenceError,
  ConferenceParameter,
  EntryPoint,
} from './conference-data.ts';
import { GoogleJsonResponseException } from './host.ts';
import { TextOutput } from './content-service.ts';
import { HtmlOutput } from './html-output.ts';
import { nameOf, Part, toJson } from './part.ts';
import { StateTokenBuilder, TriggerBuilder } from './script-app.ts';

export interface Outcome {
  readonly result: unknown;
  readonly kind: string;
  readonly error: {
    readonly name: string;
    readonly message: string;
    readonly stack: string;
    readonly details?: unknown;
  } | null;
}

const UNBUILT = [
  Part,
  ConferenceDataBuilder,
  ConferenceError,
  ConferenceParameter,
  EntryPoint,
  StateTokenBuilder,
  TriggerBuilder,
];

export function returned(value: unknown): Outcome {
  if (value instanceof Built) return { kind: Built.kindOf(value), result: Built.dataOf(value), error: null };
  if (Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Card)) {
    return { kind: 'cards', result: value.map((card) => Built.dataOf(card)), error: null };
  }
  if (value instanceof LinkPreview) return { kind: 'linkPreview', result: previewJson(value), error: null };
  if (value instanceof HtmlOutput) {
    return { kind: 'html', result: HtmlOutput.factsOf(value), error: null };
  }
  if (value instanceof TextOutput) {
    return {
      kind: 'text',
      result: {
        content: value.getContent(),
        mimeType: value.getMimeType().name(),
        ...(value.getFileName() === null ? {} : { fileName: value.getFileName() }),
      },
      error: null,
    };
  }
  const kind = UNBUILT.some((builder) => value instanceof builder) ? 'unbuilt' : 'value';
  return { kind, result: plain(value, []), error: null };
}

function plain(value: unknown, above: readonly object[]): unknown {
  if (value === undefined || value === null || typeof value === 'function' || typeof value === 'symbol')
    return null;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.includes(value)) throw new TypeError('The returned value refers to itself.');
  const path = [...above, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, path));
  if (value instanceof Built) return Built.dataOf(value);
  if (value instanceof Part) return { unbuilt: nameOf(value), ...(toJsonOrNothing(value) as object) };
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item, path)]));
  if (value instanceof Set) return [...value].map((item) => plain(item, path));
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return plain((value.toJSON as () => unknown)(), path);
  const fields = Object.entries(value).filter(([, item]) => typeof item !== 'function');
  return Object.fromEntries(fields.map(([key, item]) => [key, plain(item, path)]));
}

function toJsonOrNothing(part: Part): unknown {
  try {
    return toJson(part);
  } catch {
    return {};
  }
}

export function threw(error: unknown): Outcome {
  if (error instanceof AuthorizationRequired) {
    return { kind: 'authorization', result: null, error: { ...describe(error), details: error.details } };
  }
  const details = error instanceof GoogleJsonResponseException ? { details: error.details } : {};
  return { kind: 'error', result: null, error: { ...describe(error), ...details } };
}

function describe(error: unknown): { name: string; message: string; stack: string } {
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    // `throw 'text'` is allowed, and Apps Script shows the text.
    const message = String(error);
    return { name: 'Error', message, stack: message };
  }
  const { name = 'Error', message, stack = '' } = error as { name?: string; message: string; stack?: string };
  return { name, message, stack: ownFrames(stack) };
}

/** Only the script's own frames: the services' insides are nobody's business. */
function ownFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/apps-script-prelude|node:|\[worker eval\]|vm\.js/.test(line))
    .join('\n');
}
