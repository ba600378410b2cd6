/** When: native date and time inputs, the zone, the repetition; where it is kept; and the description. */
import { Mail } from 'lucide-preact';
import { useId, useMemo } from 'preact/hooks';
import { calendars, nameOf } from '../calendar/calendar-store.ts';
import { wallAt } from '../dates.ts';
import { t } from '../messages.ts';
import { formatWhen, formatZoneChoice } from '../formats.ts';
import { zone } from '../session.ts';
import { formErrors, restTimes, withAllDay, withEnd, withStart, type EditorForm } from './editor-form.ts';
import { changeCalendar, changeEditor, changeForm, editor } from './editor-state.ts';

const put = (form: EditorForm): void => changeEditor({ form, errors: [] });

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
      {!form.allDay && <TimeFields form={form} wrongEnd={errors.includes('end')} described={described} />}
      <div class="field is-tick">
        <input
          id={`${id}-all`}
          type="checkbox"
          checked={form.allDay}
          onChange={(event) => put(withAllDay(form, event.currentTarget.checked))}
        />
        <label for={`${id}-all`}>{t('editor.allDay')}</label>
      </div>
      <InOtherWords form={form} />
      {wrong !== undefined && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {t(wrong)}
        </p>
      )}
    </div>
  );
}

interface TimeProps {
  readonly form: EditorForm;
  readonly wrongEnd: boolean;
  readonly described: string | undefined;
}

function TimeFields({ form, wrongEnd, described }: TimeProps) {
  const id = useId();
  return (
    <>
      <div class="field">
        <label for={`${id}-start`}>{t('editor.start')}</label>
        <input
          id={`${id}-start`}
          type="time"
          required
          value={form.start}
          onInput={(event) => put(withStart(form, event.currentTarget.value))}
        />
      </div>
      <div class="field">
        <label for={`${id}-end`}>{t('editor.end')}</label>
        <input
          id={`${id}-end`}
          type="time"
          required
          value={form.end}
          aria-invalid={wrongEnd}
          aria-describedby={wrongEnd ? described : undefined}
          onInput={(event) => put(withEnd(form, event.currentTarget.value))}
        />
      </div>
      <ZoneField form={form} />
    </>
  );
}

function ZoneField({ form }: { readonly form: EditorForm }) {
  const id = useId();
  const choices = useMemo(
    () =>
      [...new Set([...Intl.supportedValuesOf('timeZone'), form.zone, zone.value])]
        .map((name) => ({ name, text: formatZoneChoice(name, form.date || '2026-01-01') }))
        .sort((one, other) => one.text.localeCompare(other.text)),
    [form.zone, form.date],
  );
  return (
    <div class="field">
      <label for={id}>{t('editor.zone')}</label>
      <select id={id} value={form.zone} onChange={(event) => changeForm({ zone: event.currentTarget.value })}>
        {choices.map(({ name, text }) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The same time as it reads where this person is, and the day it ends on, where that is not plain from the fields. */
function InOtherWords({ form }: { readonly form: EditorForm }) {
  if (formErrors(form).length > 0) return null;
  const { start, end } = restTimes(form);
  if (start.dateTime === undefined || end.dateTime === undefined) return null;
  const here = { start: wallAt(start.dateTime, zone.value), end: wallAt(end.dateTime, zone.value) };
  const plain =
    form.span === 0 && here.start.slice(11, 16) === form.start && here.start.startsWith(form.date);
  if (plain) return null;
  const when = formatWhen(here.start, here.end);
  return <p class="hint when-hint">{t('editor.here', { when })}</p>;
}

/** Which calendar a new event goes into, where there is a choice. */
export function CalendarField() {
  const id = useId();
  const current = editor.value;
  const open = calendars.value.filter(({ accessRole }) => accessRole === 'owner' || accessRole === 'writer');
  if (current?.mode !== 'new' || open.length < 2) return null;
  return (
    <div class="field">
      <label for={id}>{t('editor.calendar')}</label>
      <select
        id={id}
        value={current.calendarId}
        disabled={current.busy || current.conference.is === 'waiting'}
        onChange={(event) => void changeCalendar(event.currentTarget.value)}
      >
        {open.map((calendar) => (
          <option key={calendar.id} value={calendar.id}>
            {nameOf(calendar)}
          </option>
        ))}
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
