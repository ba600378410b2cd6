/** When: native date and time inputs, the zone, the repetition; and the description. */
import { Mail } from 'lucide-preact';
import { useId } from 'preact/hooks';
import { t } from '../messages.ts';
import { formatZone } from '../formats.ts';
import { zone } from '../session.ts';
import { withStart } from './editor-form.ts';
import { changeEditor, changeForm, editor } from './editor-state.ts';

export function WhenFields() {
  const id = useId();
  const current = editor.value;
  if (!current) return null;
  const { form, errors } = current;
  const wrong = errors.includes('end')
    ? 'err.field.end'
    : errors.includes('date')
      ? 'err.field.date'
      : undefined;
  const described = wrong === undefined ? undefined : `${id}-error`;
  return (
    <div class="when">
      <div class="field">
        <label for={`${id}-date`}>{t('editor.date')}</label>
        <input
          id={`${id}-date`}
          type="date"
          required
          value={form.date}
          aria-invalid={errors.includes('date')}
          aria-describedby={errors.includes('date') ? described : undefined}
          onInput={(event) => changeForm({ date: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-start`}>{t('editor.start')}</label>
        <input
          id={`${id}-start`}
          type="time"
          required
          value={form.start}
          onInput={(event) => changeEditor({ form: withStart(form, event.currentTarget.value), errors: [] })}
        />
      </div>
      <div class="field">
        <label for={`${id}-end`}>{t('editor.end')}</label>
        <input
          id={`${id}-end`}
          type="time"
          required
          value={form.end}
          aria-invalid={errors.includes('end')}
          aria-describedby={errors.includes('end') ? described : undefined}
          onInput={(event) => changeForm({ end: event.currentTarget.value })}
        />
      </div>
      <p class="hint when-zone">{formatZone(zone.value)}</p>
      {wrong !== undefined && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {t(wrong)}
        </p>
      )}
    </div>
  );
}

/** Series come later; until then the menu has its one honest option. */
export function RepeatField() {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('editor.repeat')}</label>
      <select id={id}>
        <option>{t('editor.repeat.none')}</option>
      </select>
    </div>
  );
}

export function DescriptionField() {
  const id = useId();
  const current = editor.value;
  if (!current) return null;
  return (
    <div class="field is-wide">
      <label for={id}>{t('editor.description')}</label>
      <textarea
        id={id}
        rows={4}
        value={current.form.description}
        onInput={(event) => changeForm({ description: event.currentTarget.value })}
      />
    </div>
  );
}

export function WhoTells() {
  return (
    <div class="note">
      <h2>
        <Mail size={16} aria-hidden="true" />
        {t('editor.tells')}
      </h2>
      <p>{t('editor.tells.body')}</p>
    </div>
  );
}
