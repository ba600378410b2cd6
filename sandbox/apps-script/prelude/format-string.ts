/** `Utilities.formatString`: the usual letters of printf, with Java's positions (`%2$s`). */
import { Exception } from './host.ts';

const DIRECTIVE = /%(?:(\d+)\$)?([-+ 0,#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

export function formatString(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(
    DIRECTIVE,
    (
      _,
      position: string | undefined,
      flags: string,
      width: string | undefined,
      places: string | undefined,
      kind: string,
    ) => {
      if (kind === '%') return '%';
      const at = position === undefined ? next++ : Number(position) - 1;
      if (at >= values.length) throw new Exception('Insufficient arguments for format string.');
      const shown = signed(shape(values[at], kind, places, flags), kind, flags);
      return padded(shown, Number(width ?? 0), flags, kind);
    },
  );
}

function shape(value: unknown, kind: string, places: string | undefined, flags: string): string {
  switch (kind) {
    case 'd':
    case 'i':
      return grouped(String(Math.trunc(Number(value))), flags);
    case 'f':
      return grouped(Number(value).toFixed(Number(places ?? 6)), flags);
    case 'e':
    case 'E': {
      const shown = Number(value)
        .toExponential(Number(places ?? 6))
        .replace(/e([+-])(\d)$/, 'e$10$2');
      return kind === 'E' ? shown.toUpperCase() : shown;
    }
    case 'x':
      return Math.trunc(Number(value)).toString(16);
    case 'X':
      return Math.trunc(Number(value)).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(Number(value)).toString(8);
    case 'c':
      return typeof value === 'number' ? String.fromCodePoint(value) : String(value).charAt(0);
    case 'b':
      return String(Boolean(value));
    case 's':
    case 'S': {
      const shown = places === undefined ? String(value) : String(value).slice(0, Number(places));
      return kind === 'S' ? shown.toUpperCase() : shown;
    }
    default:
      throw new Exception(`Unknown format conversion: ${kind}`);
  }
}

function grouped(digits: string, flags: string): string {
  return flags.includes(',') ? digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : digits;
}

function signed(shown: string, kind: string, flags: string): string {
  if (!'dife'.includes(kind.toLowerCase()) || shown.startsWith('-')) return shown;
  if (flags.includes('+')) return `+${shown}`;
  return flags.includes(' ') ? ` ${shown}` : shown;
}

function padded(shown: string, width: number, flags: string, kind: string): string {
  if (flags.includes('-')) return shown.padEnd(width);
  if (!flags.includes('0') || 'sScb'.includes(kind)) return shown.padStart(width);
  const sign = /^[+\- ]/.exec(shown)?.[0] ?? '';
  return sign + shown.slice(sign.length).padStart(width - sign.length, '0');
}
