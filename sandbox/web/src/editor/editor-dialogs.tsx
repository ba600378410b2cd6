/** The questions that the editor asks. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { loadEvents } from '../calendar/calendar-store.ts';
import { act } from '../host-client.ts';
import { t } from '../messages.ts';
import { openHomeCard } from '../panel/panel-state.ts';
import { account, session, whoLooks } from '../session.ts';
import { ModalDialog } from '../shell/modal-dialog.tsx';
import { reportFailure } from '../shell/report.ts';
import { showToast } from '../shell/toast.tsx';
import { close, type Editor } from './editor-state.ts';

interface SendProps {
  readonly onAnswer: (send: boolean) => void;
  readonly onClose: () => void;
}

export function SendDialog({ onAnswer, onClose }: SendProps) {
  return (
    <ModalDialog title={t('send.title')} onClose={onClose}>
      <p class="dialog-text">{t('send.body')}</p>
      <div class="dialog-buttons">
        <button type="button" class="button-outlined" onClick={() => onAnswer(false)}>
          {t('send.no')}
        </button>
        <button type="button" class="button-filled" onClick={() => onAnswer(true)}>
          {t('send.yes')}
        </button>
      </div>
    </ModalDialog>
  );
}

export function DiscardDialog({
  onDiscard,
  onClose,
}: {
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}) {
  return (
    <ModalDialog title={t('discard.title')} onClose={onClose}>
      <div class="dialog-buttons">
        <button type="button" class="button-outlined" onClick={onClose}>
          {t('discard.stay')}
        </button>
        <button type="button" class="button-filled" onClick={onDiscard}>
          {t('editor.discard')}
        </button>
      </div>
    </ModalDialog>
  );
}

export function ChangeOwnerDialog({
  current,
  onClose,
}: {
  readonly current: Editor;
  readonly onClose: () => void;
}) {
  const id = useId();
  const others = session.value?.accounts.filter((each) => each.email !== account.value?.email) ?? [];
  const to = useSignal(others[0]?.email ?? '');
  const change = async (): Promise<void> => {
    onClose();
    try {
      await act(whoLooks().email, 'changeOwner', {
        calendarId: current.calendarId,
        eventId: current.eventId,
        to: to.peek(),
      });
      close();
      showToast({ text: t('owner.changed') });
      await loadEvents();
      await openHomeCard();
    } catch (error) {
      reportFailure(error);
    }
  };
  return (
    <ModalDialog title={t('editor.owner')} onClose={onClose}>
      <div class="field">
        <label for={id}>{t('owner.to')}</label>
        <select id={id} value={to.value} onChange={(event) => (to.value = event.currentTarget.value)}>
          {others.map((each) => (
            <option key={each.email} value={each.email}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      <div class="dialog-buttons">
        <button type="button" class="button-outlined" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="button" class="button-filled" onClick={() => void change()}>
          {t('owner.button')}
        </button>
      </div>
    </ModalDialog>
  );
}
