/** The event's editor, in the order of the picture: Title first. */
import { useSignal } from '@preact/signals';
import { AlignLeft, CalendarDays, Clock, Copy, Repeat, Trash2, UserRoundPen, Video, X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { removeAsAsked } from '../calendar/series-actions.ts';
import { calendars } from '../calendar/calendar-store.ts';
import type { CalendarEvent } from '../calendar/calendar-event.ts';
import { askScope } from '../calendar/scope-state.ts';
import type { Scope } from '../calendar/series.ts';
import { t } from '../messages.ts';
import { ConferenceField } from './conference-field.tsx';
import { ChangeOwnerDialog, DiscardDialog, SendDialog } from './editor-dialogs.tsx';
import { changeForm, close, discard, editor, isChanged, startCopy, type Editor } from './editor-state.ts';
import { EditorTrouble } from './editor-trouble.tsx';
import { GuestsField } from './guests-field.tsx';
import { RepeatField } from './repeat-field.tsx';
import { asksToSend, checkFields, save, scopesToAsk } from './save.ts';
import { CalendarField, DescriptionField, WhenFields, WhoTells } from './when-fields.tsx';

type Asking = 'send' | 'discard' | 'owner';

export function EditorPage() {
  const asking = useSignal<Asking | undefined>(undefined);
  const title = useRef<HTMLInputElement>(null);
  const chosen = useRef<Scope>('this');
  const current = editor.value;
  useEffect(() => {
    title.current?.focus();
  }, [current?.eventId, current?.mode]);
  useEffect(() => {
    if (current?.errors.length) document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [current?.errors]);
  const trySave = (): void => {
    if (!current || !checkFields()) return;
    void askScope(scopesToAsk(current), 'save').then((scope) => {
      if (scope === undefined) return;
      chosen.current = scope;
      if (asksToSend(current)) asking.value = 'send';
      else void save('none', scope);
    });
  };
  const leave = (): void => {
    if (current?.mode === 'saved' && isChanged(current)) asking.value = 'discard';
    else void discard();
  };
  useEditorKeys(asking.value === undefined, trySave, leave);
  if (!current) return null;
  return (
    <div class="editor">
      <h1 class="visually-hidden">{t(`editor.heading.${current.mode}`)}</h1>
      <EditorHead
        current={current}
        title={title}
        onSave={trySave}
        onLeave={leave}
        onOwner={() => (asking.value = 'owner')}
      />
      <EditorTrouble current={current} onSave={trySave} />
      <EditorBody current={current} />
      {asking.value === 'send' && (
        <SendDialog
          onAnswer={(send) => {
            asking.value = undefined;
            void save(send ? 'all' : 'none', chosen.current);
          }}
          onClose={() => (asking.value = undefined)}
        />
      )}
      {asking.value === 'discard' && (
        <DiscardDialog onDiscard={() => void discard()} onClose={() => (asking.value = undefined)} />
      )}
      {asking.value === 'owner' && (
        <ChangeOwnerDialog current={current} onClose={() => (asking.value = undefined)} />
      )}
    </div>
  );
}

/** Ctrl+S saves, Escape leaves, wherever in the editor the focus is; not while a dialog asks something. */
function useEditorKeys(listening: boolean, onSave: () => void, onLeave: () => void): void {
  const press = useRef<(event: KeyboardEvent) => void>(() => undefined);
  press.current = (event) => {
    if (!listening || !isInEditor(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      onSave();
    } else if (event.key === 'Escape') onLeave();
  };
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => press.current(event);
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  }, []);
}

function EditorBody({ current }: { readonly current: Editor }) {
  return (
    <div class="editor-columns">
      <div class="editor-main">
        <div class="editor-row">
          <Clock size={20} aria-hidden="true" />
          <WhenFields />
        </div>
        <div class="editor-row">
          <Repeat size={20} aria-hidden="true" />
          <RepeatField />
        </div>
        <div class="editor-row">
          <Video size={20} aria-hidden="true" />
          <ConferenceField />
        </div>
        {current.mode === 'new' && calendars.value.length > 1 && (
          <div class="editor-row">
            <CalendarDays size={20} aria-hidden="true" />
            <CalendarField />
          </div>
        )}
        <div class="editor-row">
          <AlignLeft size={20} aria-hidden="true" />
          <DescriptionField />
        </div>
      </div>
      <div class="editor-side">
        <GuestsField />
        <WhoTells />
      </div>
    </div>
  );
}

interface HeadProps {
  readonly current: Editor;
  readonly title: preact.RefObject<HTMLInputElement | null>;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly onOwner: () => void;
}

function EditorHead({ current, title, onSave, onLeave, onOwner }: HeadProps) {
  const { before } = current;
  const saved = current.mode === 'saved' && before !== undefined;
  const editable = before?.editable !== false;
  return (
    <div class="editor-head">
      <button
        type="button"
        class="icon-button"
        aria-label={t('editor.discard')}
        title={t('editor.discard')}
        onClick={onLeave}
      >
        <X size={20} />
      </button>
      <input
        ref={title}
        class="editor-title"
        type="text"
        aria-label={t('editor.title')}
        placeholder={t('editor.title.hint')}
        value={current.form.title}
        onInput={(event) => changeForm({ title: event.currentTarget.value })}
      />
      {editable && (
        <button
          type="button"
          class="button-filled is-square"
          disabled={current.busy}
          aria-busy={current.busy}
          onClick={onSave}
        >
          {t('editor.save')}
        </button>
      )}
      {saved && <SavedButtons before={before} editable={editable} onOwner={onOwner} />}
    </div>
  );
}

interface SavedProps {
  readonly before: CalendarEvent;
  readonly editable: boolean;
  readonly onOwner: () => void;
}

/** What only an event that stands in the calendar has. */
function SavedButtons({ before, editable, onOwner }: SavedProps) {
  const remove = (): void => {
    void removeAsAsked(before, close);
  };
  return (
    <>
      <button type="button" class="button-outlined is-square" onClick={startCopy}>
        <Copy size={16} />
        {t('editor.duplicate')}
      </button>
      {editable && (
        <button type="button" class="button-outlined is-square" onClick={remove}>
          <Trash2 size={16} />
          {t('editor.delete')}
        </button>
      )}
      {before.mine && editable && (
        <button
          type="button"
          class="icon-button is-boxed"
          aria-label={t('editor.owner')}
          title={t('editor.owner')}
          onClick={onOwner}
        >
          <UserRoundPen size={18} />
        </button>
      )}
    </>
  );
}

/** Keys count in the editor, and where nothing has the focus; a card or a menu has its own. */
function isInEditor(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('.editor') !== null);
}
