/**
 * The few tags that Google allows in a card's text, parsed into a tree. Whatever is not on the list stays what it
 * is: characters. Nothing here ever becomes HTML by being HTML.
 */
export type TextNode = string | TextElement;

export interface TextElement {
  readonly tag: 'b' | 'i' | 'u' | 's' | 'a' | 'font' | 'br';
  readonly href?: string;
  readonly color?: string;
  readonly children: readonly TextNode[];
}

interface Open {
  readonly tag: TextElement['tag'];
  readonly href?: string;
  readonly color?: string;
  readonly children: TextNode[];
}

const TAG = /<(\/?)(b|strong|i|em|u|s|strike|a|font|br)(\s[^<>]*)?\s*\/?>/gi;
const SAME: Readonly<Record<string, TextElement['tag']>> = { strong: 'b', em: 'i', strike: 's' };
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

/** The tree of `text`. Unknown tags, stray closing tags and unsafe links come out as text or are left out. */
export function parseCardText(text: string): readonly TextNode[] {
  const root: Open = { tag: 'b', children: [] };
  const stack: Open[] = [root];
  let at = 0;
  for (const match of text.matchAll(TAG)) {
    addText(stack, text.slice(at, match.index));
    at = match.index + match[0].length;
    const name = (match[2] ?? '').toLowerCase();
    takeTag(stack, SAME[name] ?? (name as TextElement['tag']), match[1] === '/', match[3] ?? '');
  }
  addText(stack, text.slice(at));
  while (stack.length > 1) close(stack);
  return root.children;
}

function takeTag(stack: Open[], tag: TextElement['tag'], closing: boolean, attributes: string): void {
  if (tag === 'br') {
    if (!closing) stack.at(-1)?.children.push({ tag, children: [] });
    return;
  }
  if (!closing) {
    stack.push({ tag, children: [], ...attributesOf(tag, attributes) });
    return;
  }
  if (!stack.slice(1).some((open) => open.tag === tag)) return;
  while (stack.length > 1) {
    const done = stack.at(-1)?.tag === tag;
    close(stack);
    if (done) return;
  }
}

function close(stack: Open[]): void {
  const done = stack.pop();
  if (done) stack.at(-1)?.children.push(done);
}

function addText(stack: Open[], text: string): void {
  if (text !== '') stack.at(-1)?.children.push(decode(text));
}

function attributesOf(tag: TextElement['tag'], attributes: string): { href?: string; color?: string } {
  if (tag === 'a') {
    const href = decode(valueOf(attributes, 'href'));
    return /^(https?:|mailto:|tel:)/i.test(href) ? { href } : {};
  }
  const color = valueOf(attributes, 'color');
  return tag === 'font' && /^#[0-9a-f]{6}$/i.test(color) ? { color } : {};
}

function valueOf(attributes: string, name: string): string {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes);
  return match?.[1] ?? match?.[2] ?? '';
}

function decode(text: string): string {
  return text.replaceAll(/&(#\d+|#x[0-9a-f]+|\w+);/gi, (whole: string, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
