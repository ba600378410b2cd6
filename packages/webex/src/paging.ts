/**
 * The `rel="next"` target of an RFC 8288 `Link` header, or undefined. Only `next` is promised by Webex; pages may
 * be empty. An old defect of theirs puts `max=null` into it, which would be a 400: it is taken out.
 */
export function nextLink(header: string | null): string | undefined {
  for (const link of (header ?? '').matchAll(
    /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]*))*)/g,
  )) {
    const [, target = '', parameters = ''] = link;
    if (!/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:\s[^"]*)?"?(?:\s*;|\s*$)/i.test(parameters)) continue;
    // Not absolute: handed on as it is, the client refuses what is not on its origin.
    if (!URL.canParse(target)) return target;
    const url = new URL(target);
    if (url.searchParams.get('max') === 'null') url.searchParams.delete('max');
    return url.href;
  }
  return undefined;
}
