/** The strip above the grid. */
import { Check, X } from 'lucide-preact';
import { t } from '../messages.ts';
import { route } from '../shell/route.ts';
import { GUIDE_STEPS, guideDone, guideHidden, guideStep, hideGuide, type GuideStep } from './guide-state.ts';

/** Where each step happens; the first that is on the page is outlined and focused. */
const PLACES: Readonly<Record<GuideStep, readonly string[]>> = {
  connect: ['[data-place="install"]', '.panel .button-filled', '.panel button'],
  add: ['[data-key].has-no-webex', '[data-place="create"]'],
  drag: ['[data-key].has-webex'],
  watch: ['.dock'],
};

export function GuideStrip() {
  if (guideHidden.value || route.value.at !== 'calendar') return null;
  const current = guideStep.value;
  return (
    <div class="guide">
      {current === undefined ? <p>{t('guide.done')}</p> : <GuideSteps current={current} />}
      {current !== undefined && (
        <button type="button" class="button-plain" onClick={() => showPlace(current)}>
          {t('guide.show')}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={t('guide.hide')}
        title={t('guide.hide')}
        onClick={hideGuide}
      >
        <X size={18} />
      </button>
    </div>
  );
}

function GuideSteps({ current }: { readonly current: GuideStep }) {
  return (
    <ol class="guide-steps">
      {GUIDE_STEPS.map((step, index) => (
        <li
          key={step}
          class={guideDone.value[step] ? 'done' : step === current ? 'current' : ''}
          aria-current={step === current ? 'step' : undefined}
        >
          <span class="guide-dot" aria-hidden="true">
            {guideDone.value[step] ? <Check size={14} /> : index + 1}
          </span>
          <span>{t(`guide.${step}`)}</span>
          {guideDone.value[step] && <span class="visually-hidden">{t('guide.ticked')}</span>}
        </li>
      ))}
    </ol>
  );
}

const OUTLINE_MS = 2500;

function showPlace(step: GuideStep): void {
  const place = PLACES[step]
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((found) => found !== null);
  if (!place) return;
  place.scrollIntoView({ block: 'nearest' });
  place.classList.add('shown-place');
  place.focus();
  setTimeout(() => {
    place.classList.remove('shown-place');
  }, OUTLINE_MS);
}
