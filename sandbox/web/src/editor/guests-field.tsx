/** "Guests": type an address, Enter; a list below, each guest removable. */
import { useSignal } from '@preact/signals';
import { CircleCheck, CircleDashed, CircleX, X } from 'lucide-preact';
import { useId } from 'preact/hooks';
import { initialsOf } from '../account/account-select.tsx';
import { t } from '../messages.ts';
import { session } from '../session.ts';
import { isAddress, withGuest, withoutGuest, type EditorGuest } from './editor-form.ts';
import { changeEditor, editor } from './editor-state.ts';

/** Guests whose answer is not known are drawn dashed: shape and word, never colour alone. */
const ANSWERS = { accepted: CircleCheck, declined: CircleX, other: CircleDashed } as const;

export function GuestsField() {
  const id = useId();
  const typed = useSignal('');
  const wrong = useSignal(false);
  const current = editor.value;
  if (!current) return null;
  const add = (): void => {
    const address = typed.value.trim().replace(/,$/, '');
    if (address === '') return;
    wrong.value = !isAddress(address);
    if (wrong.value) return;
    const known = session.peek()?.accounts.find((account) => account.email === address.toLowerCase());
    changeEditor({
      form: withGuest(current.form, { email: address, ...(known ? { displayName: known.name } : {}) }),
    });
    typed.value = '';
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add();
  };
  return (
    <div class="field guests">
      <label for={id}>{t('editor.guests')}</label>
      <input
        id={id}
        type="text"
        inputMode="email"
        autocomplete="off"
        placeholder={t('editor.guests.hint')}
        value={typed.value}
        aria-invalid={wrong.value}
        aria-describedby={wrong.value ? `${id}-error` : undefined}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          wrong.value = false;
        }}
        onKeyDown={press}
        onBlur={add}
      />
      {wrong.value && (
        <p id={`${id}-error`} class="field-error">
          {t('err.field.guest')}
        </p>
      )}
      <GuestList guests={current.form.guests} />
    </div>
  );
}

function GuestList({ guests }: { readonly guests: readonly EditorGuest[] }) {
  const invited = guests.filter((guest) => guest.organizer !== true);
  if (invited.length === 0) return null;
  const yes = invited.filter((guest) => guest.responseStatus === 'accepted').length;
  return (
    <>
      <p class="hint">{t('editor.guests.count', { n: invited.length, yes })}</p>
      <ul class="guest-list">
        {invited.map((guest, index) => (
          <Guest key={guest.email} guest={guest} tone={index % 4} />
        ))}
      </ul>
    </>
  );
}

function Guest({ guest, tone }: { readonly guest: EditorGuest; readonly tone: number }) {
  const known = session.value?.accounts.find((each) => each.email === guest.email)?.name;
  const displayName = guest.displayName ?? known;
  const name = displayName ?? guest.email;
  const answer =
    guest.responseStatus === 'accepted' || guest.responseStatus === 'declined'
      ? guest.responseStatus
      : 'other';
  const Answer = ANSWERS[answer];
  const remove = (): void => {
    const current = editor.peek();
    if (current) changeEditor({ form: withoutGuest(current.form, guest.email) });
  };
  return (
    <li>
      <span class={`avatar tone-${String(tone)}`} aria-hidden="true">
        {initialsOf(displayName ?? guest.email.replace(/[.@]/g, ' '))}
      </span>
      <span class="guest-words">
        <bdi>{name}</bdi>
        {displayName !== undefined && <bdi class="guest-address">{guest.email}</bdi>}
      </span>
      <span role="img" aria-label={t(`guest.${answer}`)} title={t(`guest.${answer}`)}>
        <Answer size={18} />
      </span>
      <button type="button" class="icon-button" aria-label={t('guest.remove', { name })} onClick={remove}>
        <X size={16} />
      </button>
    </li>
  );
}
