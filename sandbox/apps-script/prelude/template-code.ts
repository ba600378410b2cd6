/**
 * Templates: HTML with scriptlets. `<? … ?>` runs, `<?= … ?>` prints for the place it stands in, `<?!= … ?>` prints
 * as it is. The code becomes one function over the script's globals, with the template's own properties as variables.
 * https://developers.google.com/apps-script/guides/html/templates
 */

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

export interface Piece {
  readonly kind: 'html' | 'run' | 'print' | 'raw';
  readonly text: string;
}

export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of source.matchAll(/<\?(!?=)?([\s\S]*?)\?>/g)) {
    if (match.index > at) pieces.push({ kind: 'html', text: source.slice(at, match.index) });
    const kind = match[1] === '=' ? 'print' : match[1] === '!=' ? 'raw' : 'run';
    pieces.push({ kind, text: match[2] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < source.length) pieces.push({ kind: 'html', text: source.slice(at) });
  return pieces;
}

export function codeOf({ kind, text }: Piece): string {
  const expression = text.trim().replace(/;+$/, '');
  if (kind === 'html') return `output._ = ${JSON.stringify(text)};`;
  if (kind === 'raw') return `output._ = ${expression};`;
  return kind === 'print' ? `output._$ = ${expression};` : text;
}

/** Where the next print stands: in the text, or in a script, there inside a string or not. */
function placeOf(html: string): 'text' | 'code' | 'string' {
  const begun = html.toLowerCase().lastIndexOf('<script');
  if (begun < 0 || html.toLowerCase().lastIndexOf('</script') > begun) return 'text';
  const code = html.slice(html.indexOf('>', begun) + 1).replace(/\\./g, '');
  let quote = '';
  for (const char of code) {
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote || char === '\n') quote = '';
  }
  return quote === '' ? 'code' : 'string';
}

/** No text can end the string, the script or the line it stands in. */
function escapeScript(value: string): string {
  return value.replace(
    /[\\"'<>&\n\r\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Nothing for nothing; an object as its own string, as in any JavaScript. */
export function textOf(value: unknown): string {
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- the script's objects say what they are
  return value === null || value === undefined ? '' : String(value);
}

export function printed(value: unknown, html: string): string {
  const text = textOf(value);
  const place = placeOf(html);
  if (place === 'text') return escapeHtml(text);
  if (place === 'string') return escapeScript(text);
  if (typeof value === 'number' || typeof value === 'boolean') return text;
  return value === null || value === undefined ? 'null' : `'${escapeScript(text)}'`;
}
