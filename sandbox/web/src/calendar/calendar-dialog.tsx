/** One calendar: its name, its colour, whether it stands in the list. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { RestCalendar } from '../google-client.ts';
import { t } from '../messages.ts';
import { ModalDialog } from '../shell/modal-dialog.tsx';
import { reportFailure } from '../shell/report.ts';
import { calendarDialog, colors, formOfCalendar, hideCalendar, saveCalendar } from './calendar-list.ts';

const close = (): void => {
  calendarDialog.value = undefined;
};

export function CalendarDialog() {
  const calendar = calendarDialog.value;
  return calendar === undefined ? null : <OpenDialog calendar={calendar} />;
}

function OpenDialog({ calendar }: { readonly calendar: RestCalendar | 'new' }) {
  const id = useId();
  const opened = formOfCalendar(calendar);
  const name = useSignal(opened.name);
  const colorId = useSignal(opened.colorId);
  const wrong = useSignal(false);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    wrong.value = name.value.trim() === '';
    if (wrong.value) return;
    close();
    saveCalendar(calendar, { name: name.value, colorId: colorId.value }).catch(reportFailure);
  };
  const hide = (): void => {
    close();
    if (calendar !== 'new') hideCalendar(calendar.id, true).catch(reportFailure);
  };
  return (
    <ModalDialog title={t(calendar === 'new' ? 'calendar.new' : 'calendar.edit')} onClose={close}>
      <form noValidate onSubmit={save}>
        <div class="field">
          <label for={id}>{t('calendar.name')}</label>
          <input
            id={id}
            type="text"
            required
            autocomplete="off"
            value={name.value}
            aria-invalid={wrong.value}
            aria-describedby={wrong.value ? `${id}-error` : undefined}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
          {wrong.value && (
            <p id={`${id}-error`} class="field-error" role="alert">
              {t('err.field.name')}
            </p>
          )}
        </div>
        <Swatches chosen={colorId.value} onChoose={(next) => (colorId.value = next)} />
        <div class="dialog-buttons">
          {calendar !== 'new' && calendar.primary !== true && (
            <button type="button" class="button-plain is-first" onClick={hide}>
              {t('calendar.hide')}
            </button>
          )}
          <button type="button" class="button-outlined" onClick={close}>
            {t('cancel')}
          </button>
          <button type="submit" class="button-filled">
            {t(calendar === 'new' ? 'calendar.create' : 'editor.save')}
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}

interface SwatchProps {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function Swatches({ chosen, onChoose }: SwatchProps) {
  const name = useId();
  return (
    <fieldset class="swatches">
      <legend>{t('calendar.color')}</legend>
      {colors.value.map(({ id, background }) => (
        <input
          key={id}
          type="radio"
          name={name}
          value={id}
          checked={chosen === id}
          aria-label={t('calendar.colorNumber', { n: id })}
          style={{ background }}
          onChange={() => onChoose(id)}
        />
      ))}
    </fieldset>
  );
}
