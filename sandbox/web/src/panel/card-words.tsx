/** Draws a card's text. */
import type { ComponentChildren } from 'preact';
import { hrefOf, openLink } from '../shell/links.ts';
import { parseCardText, type TextNode } from './card-text.ts';

export function CardWords({ text }: { readonly text: string | undefined }) {
  return <>{parseCardText(text ?? '').map(draw)}</>;
}

function draw(node: TextNode, index: number): ComponentChildren {
  if (typeof node === 'string') return node;
  const inside = node.children.map(draw);
  switch (node.tag) {
    case 'br':
      return <br key={index} />;
    case 'b':
      return <b key={index}>{inside}</b>;
    case 'i':
      return <i key={index}>{inside}</i>;
    case 'u':
      return <u key={index}>{inside}</u>;
    case 's':
      return <s key={index}>{inside}</s>;
    case 'font':
      return (
        <span key={index} style={node.color === undefined ? {} : { color: node.color }}>
          {inside}
        </span>
      );
    case 'a':
      return <CardLink key={index} href={node.href} inside={inside} />;
    default:
      return node.tag satisfies never;
  }
}

function CardLink({
  href,
  inside,
}: {
  readonly href: string | undefined;
  readonly inside: ComponentChildren;
}) {
  if (href === undefined) return <>{inside}</>;
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    openLink(href);
  };
  return (
    <a href={hrefOf(href) ?? '#'} onClick={follow}>
      {inside}
    </a>
  );
}
