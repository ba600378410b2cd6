/** What stands above the fields when a save did not go through: what happened, what was kept, the ways out. */
import { CircleAlert } from 'lucide-preact';
import { t } from '../messages.ts';
import type { Editor } from './editor-state.ts';
import { keepMine, takeTheirs } from './save.ts';

export function EditorTrouble({
  current,
  onSave,
}: {
  readonly current: Editor;
  readonly onSave: () => void;
}) {
  if (current.trouble === undefined) return null;
  const offline = current.trouble === 'offline';
  return (
    <div class="trouble" role="alert">
      <CircleAlert size={20} aria-hidden="true" />
      <div>
        <h2>{t(offline ? 'err.offline.title' : 'err.conflict.title')}</h2>
        <p>{t(offline ? 'err.offline.body' : 'err.conflict.body')}</p>
        <p class="code">{t('code', { code: offline ? 'offline' : 'event-conflict' })}</p>
        <div class="trouble-ways">
          {offline ? (
            <button type="button" class="button-outlined" onClick={onSave}>
              {t('err.again')}
            </button>
          ) : (
            <>
              <button type="button" class="button-outlined" onClick={() => void keepMine()}>
                {t('err.conflict.mine')}
              </button>
              <button type="button" class="button-outlined" onClick={() => void takeTheirs()}>
                {t('err.conflict.theirs')}
              </button>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
