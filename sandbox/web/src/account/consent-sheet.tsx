/** Google's consent sheet: each permission with its reason and a tick. */
import { useSignal } from '@preact/signals';
import { t } from '../messages.ts';
import { account } from '../session.ts';
import { ModalDialog } from '../shell/modal-dialog.tsx';
import { allow, closeConsent, consent, togglePermission } from './consent-state.ts';

export function ConsentSheet() {
  const everybody = useSignal(false);
  const current = consent.value;
  if (!current) return null;
  const admin = account.value?.role === 'admin' && current.why === 'install';
  return (
    <ModalDialog title={t('consent.title', { app: current.app })} onClose={closeConsent} wide>
      <p class="dialog-text">
        <bdi>{account.value?.email}</bdi>
      </p>
      <p class="dialog-text">{t('consent.body')}</p>
      <ul class="permissions">
        {current.permissions.map((permission) => (
          <li key={permission.scope}>
            <label>
              <input
                type="checkbox"
                checked={current.granted.has(permission.scope)}
                onChange={() => togglePermission(permission.scope)}
              />
              <span class="permission-title">{permission.title}</span>
              <span class="permission-reason">{permission.reason}</span>
            </label>
          </li>
        ))}
      </ul>
      {admin && (
        <label class="everybody">
          <input
            type="checkbox"
            checked={everybody.value}
            onChange={(event) => (everybody.value = event.currentTarget.checked)}
          />
          {t('consent.everybody')}
        </label>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button-outlined" onClick={closeConsent}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button-filled"
          disabled={current.busy}
          onClick={() => void allow(admin && everybody.value)}
        >
          {t('consent.allow')}
        </button>
      </div>
    </ModalDialog>
  );
}
