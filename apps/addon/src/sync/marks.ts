/**
 * Marks of firings. Google tells a calendar's trigger only that something changed, and may kill the execution that
 * hears it: so a firing first leaves a mark, and whoever finishes the listing deletes exactly the marks it found.
 */
import type { Keep } from '../ports.ts';

export interface Mark {
  readonly key: string;
  readonly calendarId: string;
  /** Who asks to be told even if the listing holds nothing to report. */
  readonly asked: boolean;
}

const PREFIX = 'mark:';

/** Leaves a mark; `asked` where the service wants to hear of the listing whatever it holds. */
export function leaveMark(keep: Keep, calendarId: string, id: string, asked = false): void {
  keep.set(`${PREFIX}${asked ? 'asked' : 'fired'}:${id}:${calendarId}`, '1');
}

/** The marks there are, of one calendar or of all. */
export function readMarks(keep: Keep, calendarId?: string): readonly Mark[] {
  const marks = keep
    .keys()
    .filter((key) => key.startsWith(PREFIX))
    .map((key): Mark => {
      const [, kind = '', id = ''] = key.split(':');
      return { key, calendarId: key.slice(`${PREFIX}${kind}:${id}:`.length), asked: kind === 'asked' };
    });
  return calendarId === undefined ? marks : marks.filter((mark) => mark.calendarId === calendarId);
}

/** Takes back exactly these. */
export function deleteMarks(keep: Keep, marks: readonly Mark[]): void {
  for (const mark of marks) keep.delete(mark.key);
}
