/** The widgets that cards are put together of, each with what it cannot do without. */
import type { Button, CardAction, CardModel, IconName, Widget } from './card-model.ts';

/** A line that opens with an icon; the icon's word for those who do not see it is the line's text, unless given. */
export function iconLine(
  icon: IconName,
  text: string,
  { alt = text, filled = false, ...rest }: LineExtras = {},
): Widget {
  return { kind: 'line', icon: { name: icon, filled, alt }, text, ...rest };
}

interface LineExtras {
  readonly alt?: string;
  /** A person must act. */
  readonly filled?: boolean;
  readonly top?: string;
  readonly bottom?: string;
  readonly link?: { readonly url: string };
}

/** A row of buttons; no row where there are none. */
export function buttonRow(...buttons: readonly Button[]): Widget[] {
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
}

/** A button that acts. */
export function actButton(text: string, look: Button['look'], action: CardAction): Button {
  return { text, look, action };
}

/** A button that opens a page. */
export function linkButton(text: string, look: Button['look'], url: string, overlay = false): Button {
  return { text, look, link: overlay ? { url, overlay } : { url } };
}

/** A card of one section. */
export function plainCard(title: string, widgets: readonly Widget[], subtitle?: string): CardModel {
  return { header: subtitle === undefined ? { title } : { title, subtitle }, sections: [{ widgets }] };
}
