/** How the event repeats, and the rule where none of the usual ones fits. */
import { useId } from 'preact/hooks';
import { t } from '../messages.ts';
import { changeForm, editor } from './editor-state.ts';
import { REPEATS, withChoice } from './repeat.ts';

export function RepeatField() {
  const id = useId();
  const current = editor.value;
  if (!current) return null;
  const { form, before, series, errors } = current;
  // An instance whose series cannot be read (somebody invited to this one only) stays what it is.
  const locked = current.mode === 'saved' && before?.series !== undefined && series === undefined;
  const wrong = errors.includes('rule');
  return (
    <div class="repeat">
      <div class="field">
        <label for={id}>{t('editor.repeat')}</label>
        <select
          id={id}
          value={form.repeat.choice}
          disabled={locked}
          onChange={(event) => {
            const choice = REPEATS.find((each) => each === event.currentTarget.value) ?? 'none';
            changeForm({ repeat: withChoice(form.repeat, choice, form.date) });
          }}
        >
          {REPEATS.map((choice) => (
            <option key={choice} value={choice}>
              {t(`editor.repeat.${choice}`)}
            </option>
          ))}
        </select>
      </div>
      {form.repeat.choice === 'custom' && (
        <div class="field is-wide">
          <label for={`${id}-rule`}>{t('editor.rule')}</label>
          <input
            id={`${id}-rule`}
            type="text"
            spellcheck={false}
            autocomplete="off"
            value={form.repeat.rule}
            aria-invalid={wrong}
            aria-describedby={wrong ? `${id}-error` : `${id}-hint`}
            onInput={(event) => changeForm({ repeat: { choice: 'custom', rule: event.currentTarget.value } })}
          />
          {wrong ? (
            <p id={`${id}-error`} class="field-error" role="alert">
              {t('err.field.rule')}
            </p>
          ) : (
            <p id={`${id}-hint`} class="hint">
              {t('editor.rule.hint')}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
