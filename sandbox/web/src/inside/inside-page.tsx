/** The log, read like a browser's network panel, and beside it the clock and the faults as buttons. */
import { useSignal } from '@preact/signals';
import { Pause, Play } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { clockMode, nowShown } from '../clock.ts';
import { wallAt, wallAtMs } from '../dates.ts';
import { formatMoment, formatSeconds } from '../formats.ts';
import { t } from '../messages.ts';
import { zone } from '../session.ts';
import { TableFilters } from '../shell/table-filters.tsx';
import {
  advance,
  calls,
  changeClock,
  loadCalls,
  loadFaults,
  MISHAPS,
  passing,
  planted,
  toggleMishap,
  type LoggedCall,
  type Mishap,
} from './inside-state.ts';

const SIDES = ['all', 'google', 'webex', 'service'] as const;
const STEPS = ['PT10M', 'PT1H', 'P1D'] as const;
const LOOK_EVERY_MS = 1000;
const ROWS = 200;

export function InsidePage() {
  useEffect(() => {
    const look = (): void => {
      if (!document.hidden) void Promise.all([loadCalls(), loadFaults()]).catch(() => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return (
    <main class="inside">
      <div class="meetings-head">
        <h1>{t('inside.title')}</h1>
        <p class="hint">{t('inside.about')}</p>
      </div>
      <div class="inside-tools">
        <ClockTools />
        <Mishaps />
      </div>
      <CallTable />
    </main>
  );
}

function ClockTools() {
  const running = clockMode.value === 'running';
  return (
    <section class="inside-tool" aria-labelledby="inside-clock">
      <h2 id="inside-clock">{t('inside.clock')}</h2>
      <p class="inside-time">
        <time>{formatMoment(wallAtMs(nowShown.value, zone.value))}</time>
        {passing.value && <progress aria-label={t('inside.passing')} />}
      </p>
      <div class="inside-buttons">
        {STEPS.map((step) => (
          <button
            key={step}
            type="button"
            class="button-outlined is-square"
            disabled={passing.value}
            onClick={() => void advance(step)}
          >
            {t(`inside.advance.${step}`)}
          </button>
        ))}
        <button
          type="button"
          class="button-outlined is-square"
          onClick={() => void changeClock({ mode: running ? 'stopped' : 'running' })}
        >
          {running ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
          {t(running ? 'inside.pause' : 'inside.run')}
        </button>
      </div>
    </section>
  );
}

function Mishaps() {
  return (
    <section class="inside-tool" aria-labelledby="inside-mishaps">
      <h2 id="inside-mishaps">{t('inside.mishaps')}</h2>
      <div class="inside-buttons">
        {(Object.keys(MISHAPS) as Mishap[]).map((mishap) => {
          const fault = planted(mishap);
          return (
            <button
              key={mishap}
              type="button"
              class="chip is-mishap"
              aria-pressed={fault !== undefined}
              onClick={() => void toggleMishap(mishap)}
            >
              {t(`inside.mishap.${mishap}`)}
              {fault !== undefined && fault.hits > 0 ? ` · ${t('inside.hits', { n: fault.hits })}` : ''}
            </button>
          );
        })}
      </div>
    </section>
  );
}

function CallTable() {
  const side = useSignal<(typeof SIDES)[number]>('all');
  const search = useSignal('');
  const rows = calls.value
    .filter((call) => side.value === 'all' || call.on === side.value)
    .filter((call) => `${call.method} ${call.path} ${call.as ?? ''}`.includes(search.value))
    .slice(-ROWS)
    .reverse();
  return (
    <div class="meetings-box">
      <TableFilters
        search={search}
        searchName={t('inside.search')}
        choices={SIDES}
        chosen={side}
        nameOf={(each) => t(`inside.side.${each}`)}
        count={t('inside.count', { n: rows.length })}
      />
      {rows.length === 0 ? (
        <p class="meetings-empty">{t('inside.empty')}</p>
      ) : (
        // What scrolls must be reached by keyboard (WCAG 2.1.1), although it does nothing else.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable region
        <div class="inside-scroll" role="region" aria-label={t('inside.calls')} tabIndex={0}>
          <table class="meeting-table inside-table">
            <caption class="visually-hidden">{t('inside.calls')}</caption>
            <thead>
              <tr>
                {(['time', 'who', 'call', 'as', 'result', 'took'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`inside.col.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((call) => (
                <CallRow key={call.seq} call={call} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function CallRow({ call }: { readonly call: LoggedCall }) {
  const failed = call.status === 0 || call.status >= 400;
  return (
    <tr>
      <td>{formatSeconds(wallAt(call.at, zone.value))}</td>
      <td class="inside-who">
        {t(`inside.by.${call.by}`)} → {t(`inside.side.${call.on}`)}
      </td>
      <th scope="row">
        <code>
          {call.method} {call.path}
        </code>
      </th>
      <td>
        <bdi>{call.as ?? ''}</bdi>
      </td>
      <td class={failed ? 'is-failed' : ''}>
        {call.status === 0 ? t('inside.cut') : call.status}
        {call.fault === undefined ? '' : ` · ${t('inside.fault')}`}
      </td>
      <td>{t('inside.ms', { n: Math.round(call.ms) })}</td>
    </tr>
  );
}
