/** A card's button. */
import { CardIcon } from './card-icon.tsx';
import type { CardButton as Button } from './card-json.ts';
import { clickCard, panel } from './panel-state.ts';

interface Props {
  readonly button: Button;
  readonly path: string;
}

export function CardButtonView({ button, path }: Props) {
  const look = lookOf(button);
  return (
    <button
      type="button"
      class={`card-button ${look}`}
      disabled={button.disabled === true}
      aria-disabled={panel.value.busy}
      aria-label={button.altText}
      onClick={() => {
        if (!panel.peek().busy) void clickCard(path, button.onClick);
      }}
    >
      <CardIcon icon={button.icon} size={18} />
      {button.text}
    </button>
  );
}

/** Destructive buttons are the only filled ones whose colour is red; the page has a contrast-checked red of its own. */
function lookOf({ type, color }: Button): string {
  if (type === 'BORDERLESS') return 'button-plain';
  if (type !== 'FILLED' && type !== undefined) return 'button-outlined';
  if (type === undefined && color === undefined) return 'button-outlined';
  return color !== undefined && (color.red ?? 0) > (color.blue ?? 0) + 0.2
    ? 'button-danger'
    : 'button-filled';
}
