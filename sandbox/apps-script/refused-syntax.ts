/**
 * What Apps Script's V8 does not take though Node's does: private names and static fields of classes.
 * https://developers.google.com/apps-script/guides/v8-runtime
 */
import { parse } from 'acorn';
import type { Node } from 'acorn';

/** Sources without these have neither: most are not parsed at all. */
const CANDIDATE = /#[\p{ID_Start}$_]|\bstatic\b/u;

/** Google's sentence for the first of them in `source`, else undefined: what no parser takes is the runtime's to say. */
export function refusedSyntax(source: string): string | undefined {
  if (!CANDIDATE.test(source)) return undefined;
  let program: Node;
  try {
    program = parse(source, { ecmaVersion: 'latest', allowHashBang: true });
  } catch {
    return undefined;
  }
  return first(program);
}

function first(node: unknown): string | undefined {
  if (Array.isArray(node)) return firstOf(node);
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, ...rest } = node as { readonly type?: string; readonly static?: boolean };
  if (type === 'PrivateIdentifier') return 'Invalid or unexpected token';
  if (type === 'StaticBlock') return "Unexpected token '{'";
  if (type === 'PropertyDefinition' && rest.static === true) return "Unexpected token '='";
  return firstOf(Object.values(rest));
}

function firstOf(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes) {
    const found = first(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
