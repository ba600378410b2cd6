/** Turns a failure into the sentence a person reads. */
import { t } from '../messages.ts';
import { codeOf, OfflineError } from '../refusals.ts';
import { showToast } from './toast.tsx';

export function reportFailure(error: unknown, again?: () => Promise<void>): void {
  const offline = error instanceof OfflineError;
  showToast({
    text: offline
      ? `${t('err.offline.title')}. ${t('err.offline.body')}`
      : `${t('err.unknown.title')}. ${t('err.unknown.body')}`,
    code: codeOf(error),
    alert: true,
    ...(again ? { ways: [{ text: t('err.again'), take: again }] } : {}),
  });
}
