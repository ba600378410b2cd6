/** Draws a Material icon by the name that the card gives. It has no colour of its own, as in Google's host. */
import icons from 'virtual:card-icons';
import type { CardIcon as Icon } from './card-json.ts';

const DOT = 'M480-400a80 80 0 1 0 0-160 80 80 0 0 0 0 160Z';

export function CardIcon({ icon, size = 20 }: { readonly icon: Icon | undefined; readonly size?: number }) {
  const name = icon?.materialIcon?.name ?? icon?.knownIcon?.toLowerCase();
  if (name === undefined) return null;
  const path = icons[name]?.[icon?.materialIcon?.fill === true ? 1 : 0] ?? DOT;
  const label = icon?.altText;
  return (
    <svg
      class="card-icon"
      width={size}
      height={size}
      viewBox="0 -960 960 960"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
    >
      <path d={path} />
    </svg>
  );
}
