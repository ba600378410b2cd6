/** What a person reads of a card, line by line: for comparing cards with words. */
import type { CardModel, Widget } from '../src/cards/card-model.ts';

/** The card as lines: `icon* top / text / bottom`, buttons in brackets with their look. */
export function cardText(card: CardModel): string {
  const lines = [`# ${card.header.title}`];
  if (card.header.subtitle !== undefined) lines.push(`  ${card.header.subtitle}`);
  for (const section of card.sections) {
    lines.push(section.header === undefined ? '--' : `-- ${section.header}`);
    for (const widget of section.widgets) lines.push(widgetText(widget));
  }
  return lines.join('\n');
}

function widgetText(widget: Widget): string {
  switch (widget.kind) {
    case 'paragraph':
      return widget.text;
    case 'buttons':
      return widget.buttons
        .map(({ text, look, action, link }) => {
          const where = action?.act ?? `${link?.overlay === true ? 'over ' : ''}${link?.url ?? ''}`;
          return `[${text}](${look} ${where})`;
        })
        .join(' ');
    case 'line': {
      const icon = widget.icon === undefined ? '' : `${widget.icon.name}${widget.icon.filled ? '*' : ''} `;
      return icon + [widget.top, widget.text, widget.bottom].filter((part) => part !== undefined).join(' / ');
    }
  }
}
