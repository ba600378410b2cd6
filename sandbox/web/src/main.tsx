/** Starts the page. */
import '@fontsource-variable/inter/wght.css';
import 'fullcalendar/skeleton.css';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/calendar.css';
import './style/editor.css';
import './style/panel.css';
import './style/dock.css';
import './style/meetings.css';
import './style/mail.css';
import './style/inside.css';
import './style/narrow.css';
import { effect, untracked } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.tsx';
import { events, shownDay } from './calendar/calendar-store.ts';
import { resetCursor } from './calendar/grid-keys.ts';
import { now, startBeat } from './clock.ts';
import { dayOf, wallAtMs } from './dates.ts';
import { lastChange, lookAtWebex } from './dock/last-change.ts';
import { close } from './editor/editor-state.ts';
import { listen, loadAll } from './live.ts';
import { openHomeCard } from './panel/panel-state.ts';
import { account, loadSession, zone } from './session.ts';
import { closeByEscape } from './shell/drawers.ts';
import { keepFocus } from './shell/focus-keeper.ts';
import { applyTheme } from './shell/theme.ts';
import { followHistory, route } from './shell/route.ts';
import { reportFailure } from './shell/report.ts';
import { clearToast } from './shell/toast.tsx';

async function startFor(email: string): Promise<void> {
  shownDay.value = dayOf(wallAtMs(now(), zone.peek()));
  lastChange.value = undefined;
  events.value = [];
  clearToast();
  close();
  if (route.peek().at !== 'mail') void openHomeCard();
  try {
    await loadAll();
    resetCursor();
    lookAtWebex();
  } catch (error) {
    reportFailure(error, () => startFor(email));
  }
}

async function start(): Promise<void> {
  applyTheme();
  followHistory();
  startBeat();
  await loadSession();
  const place = document.getElementById('page');
  if (place) render(<App />, place);
  listen();
  keepFocus();
  closeByEscape();
  let shown: string | undefined;
  effect(() => {
    const email = account.value?.email;
    if (email === undefined || email === shown) return;
    shown = email;
    untracked(() => void startFor(email));
  });
}

void start();
