/** The page: bar, then calendar with panel, or the editor with panel, or what Webex holds. */
import { useEffect } from 'preact/hooks';
import { ConsentSheet } from './account/consent-sheet.tsx';
import { PeekWindow } from './calendar/peek.tsx';
import { CalendarDialog } from './calendar/calendar-dialog.tsx';
import { ScopeDialog } from './calendar/scope-dialog.tsx';
import { SettingsDialog } from './calendar/settings-dialog.tsx';
import { Sidebar } from './calendar/sidebar.tsx';
import { Toolbar } from './calendar/toolbar.tsx';
import { WeekGrid } from './calendar/week-grid.tsx';
import { DayList } from './calendar/day-list.tsx';
import { Dock } from './dock/dock.tsx';
import { editor } from './editor/editor-state.ts';
import { EditorPage } from './editor/editor-page.tsx';
import { GuideStrip } from './guide/guide-strip.tsx';
import { InsidePage } from './inside/inside-page.tsx';
import { online } from './live.ts';
import { MailPage } from './mail/mail-page.tsx';
import { MeetingsPage } from './meetings/meetings-page.tsx';
import { language, t } from './messages.ts';
import { PanelRegion } from './panel/panel.tsx';
import { Announcer } from './shell/announcer.tsx';
import { BottomNav } from './shell/bottom-nav.tsx';
import { closeDrawer, drawer } from './shell/drawers.ts';
import { Header } from './shell/header.tsx';
import { narrow } from './shell/width.ts';
import { route } from './shell/route.ts';
import { ToastLine } from './shell/toast.tsx';

const TITLES = {
  calendar: 'nav.calendar',
  editor: 'nav.calendar',
  meetings: 'nav.meetings',
  inside: 'inside.title',
  mail: 'nav.mail',
} as const;

export function App() {
  const place = route.value.at;
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t(TITLES[place]);
  }, [language.value, place]);
  return (
    <div class="page">
      <Header />
      {!online.value && (
        <p class="offline" role="status">
          {t('err.offline.title')}. {t('err.offline.body')}
        </p>
      )}
      <Place />
      <BottomNav />
      {(place === 'meetings' || place === 'inside' || place === 'mail' || isEditing()) && <ToastLine />}
      <Announcer />
      <ConsentSheet />
      <PeekWindow />
      <ScopeDialog />
      <CalendarDialog />
      <SettingsDialog />
      {drawer.value !== undefined && (
        <button type="button" class="scrim" aria-label={t('close')} onClick={closeDrawer} />
      )}
    </div>
  );
}

function Place() {
  switch (route.value.at) {
    case 'meetings':
      return <MeetingsPage />;
    case 'inside':
      return <InsidePage />;
    case 'mail':
      return <MailPage />;
    case 'calendar':
    case 'editor':
      return <CalendarPlace />;
  }
}

function isEditing(): boolean {
  return route.value.at === 'editor' && editor.value !== undefined;
}

function CalendarPlace() {
  const editing = isEditing();
  return (
    <div class={editing ? 'place-editor' : 'place-calendar'}>
      {!editing && <Sidebar />}
      <main>
        {editing ? (
          <EditorPage />
        ) : (
          <>
            <Toolbar />
            <GuideStrip />
            {narrow.value ? <DayList /> : <WeekGrid key={language.value} />}
            <ToastLine />
            <Dock />
          </>
        )}
      </main>
      <PanelRegion />
    </div>
  );
}
