/** Gmail's search words, as far as a program uses them; a word that is not known here is refused by name. */
import { notBuilt } from '../api-error.ts';
import type { Label, Message } from './mailbox.ts';
import { addressesIn, headerOf } from './mime.ts';

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
const CATEGORIES: Readonly<Record<string, string>> = { primary: 'CATEGORY_PERSONAL' };
const IS: Readonly<Record<string, string>> = { unread: 'UNREAD', starred: 'STARRED', important: 'IMPORTANT' };

export interface Search {
  readonly fits: Test;
  /** Whether the words themselves reach into trash and spam. */
  readonly everywhere: boolean;
}

/** What a search means by `me`, by its labels and by a span of time. */
interface Searcher {
  readonly email: string;
  readonly labels: readonly Label[];
  /** Virtual, in ms: `newer_than` counts from there. */
  readonly now: number;
}

/** Words that all must fit; in braces any may, and around `OR` too. https://support.google.com/mail/answer/7190 */
export function searchOf(query: string, searcher: Searcher): Search {
  const reader = new Reader(query, searcher);
  return { fits: reader.group('', false), everywhere: reader.everywhere };
}

class Reader {
  /** True once a word was read that reaches into trash and spam. */
  everywhere = false;
  readonly #searcher: Searcher;
  readonly #words: readonly RegExpMatchArray[];
  #at = 0;

  constructor(query: string, searcher: Searcher) {
    this.#searcher = searcher;
    this.#words = [...query.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"|([({])|([^\s(){}]+))|[)}]/g)];
  }

  /**
   * Up to the bracket that closes it.
   * @param key - what words without one of their own search by: `subject:(a b)`
   */
  group(key: string, any: boolean): Test {
    const tests: Test[][] = [];
    let or = false;
    for (let word = this.#next(); word && !')}'.includes(word[0]); word = this.#next()) {
      if (word[0] === 'OR' || word[0] === '|') or = tests.length > 0;
      else if (word[0] !== 'AND') {
        const test = this.#test(word, key);
        if (or || (any && tests.length > 0)) tests.at(-1)?.push(test);
        else tests.push([test]);
        or = false;
      }
    }
    return (message) => tests.every((group) => group.some((test) => test(message)));
  }

  #next(): RegExpMatchArray | undefined {
    return this.#words[this.#at++];
  }

  #test([, not, ownKey, phrase, bracket, plain]: RegExpMatchArray, outer: string): Test {
    const key = (ownKey ?? outer).toLowerCase();
    const test =
      bracket === undefined ? this.#plain(key, phrase ?? plain ?? '') : this.group(key, bracket === '{');
    return not === '-' ? (message) => !test(message) : test;
  }

  #plain(key: string, value: string): Test {
    const { email, labels, now } = this.#searcher;
    if (key === 'in' && ['anywhere', 'trash', 'spam'].includes(value.toLowerCase())) this.everywhere = true;
    const meant = PEOPLE.includes(key) && value.toLowerCase() === 'me' ? email : value;
    return plainTest(key, meant, labels, now);
  }
}

const PEOPLE = ['from', 'to', 'cc', 'bcc', 'deliveredto'];

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
      if (lower === 'userlabels' || lower === 'nouserlabels') {
        const wanted = lower === 'userlabels';
        const own = labels.filter(({ type }) => type === 'user').map(({ id }) => id);
        return ({ labelIds }) => labelIds.some((id) => own.includes(id)) === wanted;
      }
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
    case 'category':
      return withLabel(CATEGORIES[lower] ?? `CATEGORY_${lower.toUpperCase()}`);
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
