/** How services look to a script that prints them, and what of a stack it sees. */

import { nameService } from './check.ts';

/** Every service and every object of one says its name as text: `CalendarApp`, `Calendar`, `Properties`. */
export function nameEverything(inventory: Readonly<Record<string, object>>): void {
  for (const [name, target] of Object.entries(inventory)) {
    nameService(target);
    if (Object.hasOwn(target, 'toString')) continue;
    const shown = name.slice(name.indexOf('.') + 1).replace(/Collection$/, '');
    Object.defineProperty(target, 'toString', { configurable: true, writable: true, value: () => shown });
  }
}

interface Frame {
  toString(): string;
  getFileName(): string | null | undefined;
}

const INSIDE = /^(apps-script-prelude|node:|\[worker eval\]|vm\.js)/;

/**
 * A script sees its own frames only, `at main (Code:3:7)`. `Error.prepareStackTrace` is V8's hook for that.
 * https://v8.dev/docs/stack-trace-api
 */
export function showOwnFrames(): void {
  const prepareStackTrace = (error: unknown, frames: readonly Frame[]): string => {
    const own = frames.filter((frame) => !INSIDE.test(frame.getFileName() ?? 'node:'));
    return [headOf(error), ...own.map((frame) => `    at ${frame.toString()}`)].join('\n');
  };
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    writable: true,
    value: prepareStackTrace,
  });
}

function headOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}
