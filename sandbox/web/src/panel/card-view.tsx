/** Draws Google's card JSON: header, sections, widgets, fixed footer. */
import { useState } from 'preact/hooks';
import { ChevronDown, ChevronUp } from 'lucide-preact';
import { t } from '../messages.ts';
import { CardButtonView } from './card-button.tsx';
import type { CardJson, CardSection } from './card-json.ts';
import { CardWidgetView } from './card-widget.tsx';
import { CardWords } from './card-words.tsx';

/** What a host still draws; the rest is dropped without a word, as Google drops it. */
const MOST = 100;

export function CardView({ card }: { readonly card: CardJson }) {
  const { header, fixedFooter } = card;
  return (
    <>
      <div class="card">
        {header && (
          <div class="card-header">
            <h2 tabIndex={-1}>
              <CardWords text={header.title} />
            </h2>
            {(header.subtitle ?? '') !== '' && (
              <p>
                <CardWords text={header.subtitle} />
              </p>
            )}
          </div>
        )}
        {card.sections?.slice(0, MOST).map((section, index) => (
          <Section key={index} section={section} path={`/sections/${String(index)}`} />
        ))}
      </div>
      {fixedFooter && (
        <div class="card-footer">
          {fixedFooter.primaryButton && (
            <CardButtonView button={fixedFooter.primaryButton} path="/fixedFooter/primaryButton" />
          )}
          {fixedFooter.secondaryButton && (
            <CardButtonView button={fixedFooter.secondaryButton} path="/fixedFooter/secondaryButton" />
          )}
        </div>
      )}
    </>
  );
}

function Section({ section, path }: { readonly section: CardSection; readonly path: string }) {
  const [open, setOpen] = useState(false);
  const widgets = section.widgets?.slice(0, MOST) ?? [];
  const folded = section.collapsible === true && !open;
  const shown = folded ? widgets.slice(0, section.uncollapsibleWidgetsCount ?? 0) : widgets;
  return (
    <section class="card-section">
      {section.collapsible === true ? (
        <h3>
          <button type="button" class="card-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span>{section.header ?? t('card.more')}</span>
            {open ? <ChevronUp size={18} /> : <ChevronDown size={18} />}
          </button>
        </h3>
      ) : (
        (section.header ?? '') !== '' && (
          <h3>
            <CardWords text={section.header} />
          </h3>
        )
      )}
      {shown.map((widget, index) => (
        <CardWidgetView key={index} widget={widget} path={`${path}/widgets/${String(index)}`} />
      ))}
    </section>
  );
}
