/** "Edit recurring event": how much of the series a change means. */
import { t } from '../messages.ts';
import { ModalDialog } from '../shell/modal-dialog.tsx';
import { scopeQuestion } from './scope-state.ts';

export function ScopeDialog() {
  const question = scopeQuestion.value;
  if (!question) return null;
  const { scopes, about, answer } = question;
  return (
    <ModalDialog title={t('scope.title')} onClose={() => answer(undefined)}>
      <p class="dialog-text">{t(`scope.body.${about}`)}</p>
      <div class="scope-choices">
        {scopes.map((scope) => (
          <button key={scope} type="button" class="button-outlined is-square" onClick={() => answer(scope)}>
            {t(`scope.${scope}`)}
          </button>
        ))}
      </div>
      <div class="dialog-buttons">
        <button type="button" class="button-plain" onClick={() => answer(undefined)}>
          {t('cancel')}
        </button>
      </div>
    </ModalDialog>
  );
}
