/** `Utilities.parseCsv`: quotes, doubled quotes, any delimiter. */
import { Exception } from './host.ts';
import { signature, text } from './check.ts';

export function parseCsv(...args: unknown[]): string[][] {
  signature('Utilities.parseCsv', args, [text], [text]);
  const [source, delimiter = ','] = args as [string, string | undefined];
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < source.length; index += 1) {
    const char = source.charAt(index);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === delimiter) {
      row.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && source[index + 1] === '\n') index += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (quoted) throw new Exception('Could not parse text.');
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
