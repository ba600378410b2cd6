/** What a catalogue must hold to be shipped: complete, same arguments, all plural forms, short, in plain words. */
import { parse } from '@messageformat/parser';
import type { Token } from '@messageformat/parser';

export type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type ArgumentKind = 'string' | 'number';

/** Words of the plumbing that an employee never meets; the administrator's and the service's own pages may say them. */
const PLUMBING: Readonly<Record<string, RegExp>> = {
  en: /\b(sync\w*|tokens?|scopes?|triggers?|webhooks?|API|tenants?)\b/i,
  fr: /\b(synchro\w*|jetons?|tokens?|portées?|déclencheurs?|webhooks?|API|tenants?)\b/i,
};
/** Characters of a title and of a button: what fits a 300 px card in one line. */
const LIMITS: Readonly<Record<string, { readonly title: number; readonly button: number }>> = {
  en: { title: 34, button: 22 },
  fr: { title: 42, button: 26 },
};
/** Longer than the rule by decision: a page has the room, or the sentence names an instant that a reader needs. */
const LONGER: ReadonlySet<string> = new Set(['home.tired.t', 'link.mismatch.b', 'adm.ok.t', 'me.webex.t']);

/** Every finding about the catalogue, one line each; empty = fit to ship. */
export function checkCatalogue(catalogue: Catalogue): string[] {
  const findings: string[] = [];
  const [reference] = Object.keys(catalogue);
  if (reference === undefined) return ['no language at all'];
  const model = catalogue[reference] ?? {};
  for (const [language, messages] of Object.entries(catalogue)) {
    findings.push(...compareKeys(language, messages, reference, model));
    for (const [key, text] of Object.entries(messages)) {
      findings.push(...checkMessage(text, language, key).map((what) => `${language} ${key}: ${what}`));
    }
  }
  return findings;
}

/** The arguments of a message and what they are; a plural's argument is a number, everything else text. */
export function readArguments(text: string): Map<string, ArgumentKind> {
  const found = new Map<string, ArgumentKind>();
  visit(parse(text), (token) => {
    if (token.type === 'argument' || token.type === 'select') {
      if (!found.has(token.arg)) found.set(token.arg, 'string');
    } else if (token.type === 'plural' || token.type === 'selectordinal') found.set(token.arg, 'number');
  });
  return found;
}

/** Keys that no source names, by their dotted key or by their export. Sources are given as text. */
export function unusedKeys(
  keys: readonly string[],
  exportName: (key: string) => string,
  sources: string,
): string[] {
  const words = new Set(sources.split(/[^\w.-]+/));
  for (const word of [...words]) for (const part of word.split('.')) words.add(part);
  return keys.filter((key) => !words.has(key) && !words.has(exportName(key)));
}

function compareKeys(
  language: string,
  messages: Readonly<Record<string, string>>,
  reference: string,
  model: Readonly<Record<string, string>>,
): string[] {
  const findings: string[] = [];
  for (const key of Object.keys(model)) if (!(key in messages)) findings.push(`${language} ${key}: missing`);
  for (const [key, text] of Object.entries(messages)) {
    const other = model[key];
    if (other === undefined) findings.push(`${language} ${key}: not in ${reference}`);
    else if (signature(text) !== signature(other)) {
      findings.push(`${language} ${key}: arguments ${signature(text)}, in ${reference} ${signature(other)}`);
    }
  }
  return findings;
}

function signature(text: string): string {
  return [...readArguments(text)]
    .map(([name, kind]) => `${name}:${kind}`)
    .sort()
    .join(',');
}

function checkMessage(text: string, language: string, key: string): string[] {
  const findings: string[] = [];
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  visit(parse(text), (token) => {
    if (token.type !== 'plural') return;
    const given = new Set(token.cases.map((one) => one.key));
    for (const category of needed)
      if (!given.has(category)) findings.push(`plural form ${category} is missing`);
  });
  for (const shown of variants(text)) findings.push(...checkWords(shown, language, key));
  return [...new Set(findings)];
}

function checkWords(shown: string, language: string, key: string): string[] {
  const findings: string[] = [];
  const suffix = key.slice(key.lastIndexOf('.') + 1);
  const limit = LIMITS[language];
  if (PLUMBING[language]?.test(shown) === true && !key.startsWith('adm.')) findings.push('a plumbing word');
  if (/[!]|\b(please|sorry|oops)\b/i.test(shown)) findings.push('not our tone');
  if (language === 'fr' && /[^\u202f][;?!]|[^\u00a0]:|'|«[^\u00a0]|[^\u00a0]»/.test(shown)) {
    findings.push('French spacing or apostrophe');
  }
  if (limit === undefined || LONGER.has(key)) return findings;
  if (suffix === 't' && shown.length > limit.title) findings.push(`title of ${shown.length} characters`);
  if (/^a\d$/.test(suffix) && shown.length > limit.button)
    findings.push(`button of ${shown.length} characters`);
  if (/^[bc]$/.test(suffix) && shown.split(/[.?](?:\s|$)/).filter(Boolean).length > 3) {
    findings.push('more than two sentences and one closing line');
  }
  return findings;
}

/** Every text a message can become, arguments left out (their length is not ours). */
function variants(text: string): string[] {
  return expand(parse(text));
}

function expand(tokens: readonly Token[]): string[] {
  let texts = [''];
  for (const token of tokens) {
    const ends =
      token.type === 'content'
        ? [token.value]
        : 'cases' in token
          ? token.cases.flatMap((one) => expand(one.tokens))
          : [''];
    texts = texts.flatMap((start) => ends.map((end) => start + end));
  }
  return texts;
}

function visit(tokens: readonly Token[], see: (token: Token) => void): void {
  for (const token of tokens) {
    see(token);
    if ('cases' in token) for (const one of token.cases) visit(one.tokens, see);
  }
}
