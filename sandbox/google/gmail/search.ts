/** Gmail's search words, as far as a program uses them; a word that is not known here is refused by name. */
import { notBuilt } from '../api-error.ts';
import type { Label, Message } from './mailbox.ts';
import { addressesIn, headerOf } from './mime.ts';

interface Term {
  readonly not: boolean;
  readonly key: string;
  readonly value: string;
}
type Test = (message: Message) => boolean;

const DAY_MS = 86_400_000;
const IN: Readonly<Record<string, string>> = {
  inbox: 'INBOX',
  sent: 'SENT',
  trash: 'TRASH',
  spam: 'SPAM',
  draft: 'DRAFT',
  drafts: 'DRAFT',
  chats: 'CHAT',
};
const IS: Readonly<Record<string, string>> = { unread: 'UNREAD', starred: 'STARRED', important: 'IMPORTANT' };

export interface Search {
  readonly fits: Test;
  /** Whether the words themselves reach into trash and spam. */
  readonly everywhere: boolean;
}

/** @param now - virtual, in ms: `newer_than` counts from there */
export function searchOf(query: string, labels: readonly Label[], now: number): Search {
  // Groups are words that all must fit; within a group any may.
  const groups: Term[][] = [];
  let or = false;
  for (const word of query.match(/-?(?:[\w]+:)?(?:"[^"]*"|\([^)]*\)|\S+)/g) ?? []) {
    if (word === 'OR' || word === '|') {
      or = groups.length > 0;
      continue;
    }
    if (word === 'AND') continue;
    const last = groups.at(-1);
    if (or && last) last.push(termOf(word));
    else groups.push([termOf(word)]);
    or = false;
  }
  const terms = groups.flat();
  const tests = groups.map((group) => group.map((term) => testOf(term, labels, now)));
  return {
    fits: (message) => tests.every((group) => group.some((test) => test(message))),
    everywhere: terms.some(
      ({ key, value }) => key === 'in' && ['anywhere', 'trash', 'spam'].includes(value.toLowerCase()),
    ),
  };
}

function termOf(word: string): Term {
  const not = word.startsWith('-') && word.length > 1;
  const [, key = '', value = ''] = /^(?:(\w+):)?([\s\S]*)$/.exec(not ? word.slice(1) : word) ?? [];
  return { not, key: key.toLowerCase(), value: value.replace(/^["(]|[")]$/g, '') };
}

function testOf({ not, key, value }: Term, labels: readonly Label[], now: number): Test {
  const test = plainTest(key, value, labels, now);
  return not ? (message) => !test(message) : test;
}

function plainTest(key: string, value: string, labels: readonly Label[], now: number): Test {
  const lower = value.toLowerCase();
  const header =
    (...names: string[]): Test =>
    ({ content }) =>
      names.some((name) => (headerOf(content, name) ?? '').toLowerCase().includes(lower)) ||
      addressesIn(content, ...names).includes(lower);
  switch (key) {
    case '':
      return (message) => textOf(message).includes(lower);
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
    case 'subject':
      return header(key);
    case 'deliveredto':
      return header('to', 'cc', 'bcc');
    case 'label':
      return withLabel(labelId(lower, labels));
    case 'in':
      return lower === 'anywhere' || lower === 'all'
        ? () => true
        : withLabel(IN[lower] ?? labelId(lower, labels));
    case 'is':
      return lower === 'read'
        ? (message) => !message.labelIds.includes('UNREAD')
        : withLabel(IS[lower] ?? '');
    case 'has':
      if (lower !== 'attachment') throw notBuilt(`Searching by has:${value}`);
      return ({ content }) => content.files.some(({ cid }) => cid === undefined);
    case 'filename':
      return ({ content }) => content.files.some(({ filename }) => filename.toLowerCase().includes(lower));
    case 'rfc822msgid':
      return ({ content }) => (headerOf(content, 'message-id') ?? '').includes(value);
    case 'after':
    case 'newer':
      return ({ internalDate }) => internalDate >= instantOf(value);
    case 'before':
    case 'older':
      return ({ internalDate }) => internalDate < instantOf(value);
    case 'newer_than':
      return ({ internalDate }) => internalDate >= now - spanOf(value);
    case 'older_than':
      return ({ internalDate }) => internalDate < now - spanOf(value);
    default:
      throw notBuilt(`Searching by ${key}:`);
  }
}

function withLabel(id: string): Test {
  return (message) => message.labelIds.includes(id);
}

/** A label's name in a search: spaces and slashes may stand as dashes. */
function labelId(name: string, labels: readonly Label[]): string {
  const dashed = (text: string): string => text.toLowerCase().replace(/[\s/]/g, '-');
  return labels.find((label) => dashed(label.name) === dashed(name))?.id ?? '';
}

function instantOf(value: string): number {
  if (/^\d{9,}$/.test(value)) return Number(value) * 1000;
  const [year = 0, month = 1, day = 1] = value.split(/[/-]/).map(Number);
  return Date.UTC(year, month - 1, day);
}

function spanOf(value: string): number {
  const [, count = '0', unit = 'd'] = /^(\d+)([hdmy])$/.exec(value) ?? [];
  const days = { h: 1 / 24, d: 1, m: 30, y: 365 }[unit] ?? 1;
  return Number(count) * days * DAY_MS;
}

function textOf({ content }: Message): string {
  const heads = ['subject', 'from', 'to', 'cc'].map((name) => headerOf(content, name) ?? '');
  return [...heads, content.text ?? content.html ?? ''].join('\n').toLowerCase();
}
