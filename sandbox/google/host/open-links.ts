/** Which links a card may open: the manifest's `openLinkUrlPrefixes`. */

/**
 * True where `url` may be opened. Mail and telephone addresses always may; a manifest without the list opens
 * anything (unpublished add-ons need none); a bare `*` allows all.
 */
export function mayOpenLink(prefixes: readonly string[] | undefined, url: string): boolean {
  if (prefixes === undefined || prefixes.includes('*') || /^(mailto|tel):/i.test(url)) return true;
  return URL.canParse(url) && prefixes.some((prefix) => matches(prefix, new URL(url)));
}

/** `https://*.example.com/path` covers subdomains, never the bare domain; a path covers itself and what is below. */
function matches(prefix: string, url: URL): boolean {
  const parts = /^https:\/\/(\*\.)?([^/]+)(\/.*)$/i.exec(prefix);
  if (!parts || url.protocol !== 'https:') return false;
  const [, wildcard, host = '', path = ''] = parts;
  const rightHost =
    wildcard === undefined ? url.host === host.toLowerCase() : url.host.endsWith(`.${host.toLowerCase()}`);
  const rest = `${url.pathname}${url.search}${url.hash}`;
  if (!rightHost || !rest.startsWith(path)) return false;
  const next = rest.charAt(path.length);
  return next === '' || path.endsWith('/') || '/?#'.includes(next);
}
