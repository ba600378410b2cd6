/** Opens a link through the host map, as the browser would reach it if this machine were the world. */
import { session } from '../session.ts';
import { t } from '../messages.ts';
import { showToast } from './toast.tsx';

/** The address on this machine for a public one; undefined for a host that does not exist here. */
export function resolveHost(url: string, hosts: Readonly<Record<string, string>>): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const wildcard = `${parsed.protocol}//*.${parsed.host.split('.').slice(1).join('.')}`;
  const local = hosts[parsed.origin] ?? hosts[wildcard];
  // The map comes first: an add-on that was built for https names even this machine by https.
  if (local !== undefined) return `${local}${parsed.pathname}${parsed.search}${parsed.hash}`;
  return parsed.hostname === '127.0.0.1' || parsed.hostname === 'localhost' ? url : undefined;
}

/** The `href` to put on a link that leaves the page, or undefined where it leads nowhere here. */
export function hrefOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : resolveHost(url, session.value?.hosts ?? {});
}

const LOOK_MS = 400;

/**
 * Opens a link in a new tab, or as a small window beside the page.
 * @param onClose - called once when that window has been closed, so that a card can reload
 */
export function openLink(
  url: string,
  options: { readonly overlay?: boolean; readonly onClose?: () => void } = {},
): void {
  const local = hrefOf(url);
  if (local === undefined) {
    showToast({ text: t('link.nowhere'), alert: true });
    return;
  }
  const features =
    options.overlay === true ? 'popup,width=720,height=760' : options.onClose ? '' : 'noopener';
  const opened = window.open(local, '_blank', features);
  const { onClose } = options;
  if (!opened || !onClose) return;
  const look = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(look);
    onClose();
  }, LOOK_MS);
}
