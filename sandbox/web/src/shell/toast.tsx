/** The one line that says what was just done, with Undo where it can be taken back. It stays until the next change. */
import { signal } from '@preact/signals';
import { X } from 'lucide-preact';
import { t } from '../messages.ts';

export interface Toast {
  readonly text: string;
  readonly code?: string;
  readonly undo?: () => Promise<void>;
  /** Other ways out, each with its own words. */
  readonly ways?: readonly { readonly text: string; readonly take: () => Promise<void> }[];
  readonly alert?: boolean;
}

export const toast = signal<Toast | undefined>(undefined);

export function showToast(next: Toast): void {
  toast.value = next;
}

export function clearToast(): void {
  toast.value = undefined;
}

export function ToastLine() {
  const shown = toast.value;
  const takeUndo = (): void => {
    const undo = shown?.undo;
    clearToast();
    if (undo) void undo();
  };
  return (
    <div class="toast-place" role={shown?.alert === true ? 'alert' : 'status'}>
      {shown && (
        <div class={shown.alert === true ? 'toast toast-alert' : 'toast'}>
          <p>
            {shown.text}
            {shown.code !== undefined && <span class="code">{t('code', { code: shown.code })}</span>}
          </p>
          {shown.undo && (
            <button type="button" class="toast-way" onClick={takeUndo}>
              {t('undo.button')}
            </button>
          )}
          {shown.ways?.map((way) => (
            <button
              key={way.text}
              type="button"
              class="toast-way"
              onClick={() => {
                clearToast();
                void way.take();
              }}
            >
              {way.text}
            </button>
          ))}
          <button type="button" class="icon-button" aria-label={t('dismiss')} onClick={clearToast}>
            <X size={16} />
          </button>
        </div>
      )}
    </div>
  );
}
