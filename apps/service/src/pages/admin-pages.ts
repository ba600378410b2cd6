import { html } from 'hono/html';
import type { Language } from '@webex-scheduler/locales';
import { say } from '@webex-scheduler/locales/by-key';
import type { CalendarHealth, LinkHealth, OrganisationHealth, PersonHealth } from '../inbound/admin-data.ts';
import type { Settings } from '../inbound/organisation-settings.ts';
import { hidden, instant, page } from './layout.ts';
import type { Markup, PageFrame } from './layout.ts';

interface AdminFacts {
  readonly language: Language;
  readonly person: NonNullable<PageFrame['person']>;
  readonly settings: Settings;
  readonly health: OrganisationHealth;
  readonly said: 'saved' | 'invalid' | undefined;
}

/** Everything an administrator sees and may switch, on one page. */
export function adminPage(facts: AdminFacts): Markup {
  const { language, person, settings, health } = facts;
  const title = say(language, 'adm.t');
  return page(
    { language, title, person, width: 'wide' },
    html`<h1>${title}</h1>
      <p class="lead">${say(language, 'adm.b', { name: settings.id })}</p>
      ${banner(facts)} ${policy(facts)} ${peopleTable(language, health.people)}
      ${calendarTable(language, health.calendars)} ${linkTable(language, health.links)}`,
  );
}

function banner({ language, said }: AdminFacts): Markup {
  if (said === 'saved') return html`<p class="banner" role="status">${say(language, 'adm.saved.t')}</p>`;
  if (said === undefined) return html``;
  return html`<p class="banner danger" role="alert">
    <strong>${say(language, 'adm.invalid.t')}</strong> ${say(language, 'adm.invalid.b')}
  </p>`;
}

function policy({ language, person, settings }: AdminFacts): Markup {
  const modes = [
    ['on', say(language, 'adm.mode.l1'), say(language, 'adm.mode.b1')],
    ['off', say(language, 'adm.mode.l2'), say(language, 'adm.mode.b2')],
    ['suspended', say(language, 'adm.mode.l3'), say(language, 'adm.mode.b3')],
  ] as const;
  const since = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(settings.modeSince),
  );
  return html`<section class="box">
    <form method="post" action="/admin/settings">
      ${hidden('csrf', person.csrf)}
      <fieldset>
        <legend>${say(language, 'adm.policy.t')}</legend>
        ${modes.map(
          ([mode, label, text]) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="mode"
                value="${mode}"
                ${settings.mode === mode ? html` checked` : ''}
              />
              <span
                >${label}<span class="hint"
                  >${text}${settings.mode === mode ? html` · ${say(language, 'adm.mode.since', { date: since })}` : ''}</span
                ></span
              ></label
            >`,
        )}
      </fieldset>
      ${dayField('retentionDays', say(language, 'adm.retention.l1'), String(settings.retentionDays), undefined)}
      ${dayField('webexDeleteAfterDays', say(language, 'adm.retention.l2'), settings.webexDeleteAfterDays === null ? '' : String(settings.webexDeleteAfterDays), say(language, 'adm.retention.l3'))}
      <button class="button" type="submit">${say(language, 'adm.save.a1')}</button>
    </form>
  </section>`;
}

function dayField(name: string, label: string, value: string, hint: string | undefined): Markup {
  const id = `field-${name}`;
  const described = hint === undefined ? html`` : html` aria-describedby="${id}-hint"`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="number"
      min="0"
      max="3650"
      step="1"
      value="${value}"
      ${described}
    />
    ${hint === undefined ? '' : html`<span class="hint" id="${id}-hint">${hint}</span>`}
  </div>`;
}

interface Table {
  readonly id: string;
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly Markup[];
  readonly empty: string;
}

function table({ id, title, heads, rows, empty }: Table): Markup {
  const content =
    rows.length === 0
      ? html`<p>${empty}</p>`
      : html`<div class="table" role="group" aria-labelledby="${id}" tabindex="0">
          <table>
            <thead>
              <tr>
                ${heads.map((head) => html`<th scope="col">${head}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>
        </div>`;
  return html`<section class="box" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

function peopleTable(language: Language, people: readonly PersonHealth[]): Markup {
  const webex = {
    ok: html`<span class="tag ok">${say(language, 'adm.webex.l1')}</span>`,
    none: html`<span class="tag">${say(language, 'adm.webex.l2')}</span>`,
    reconnect: html`<span class="tag danger">${say(language, 'adm.webex.l3')}</span>`,
    noLicence: html`<span class="tag warn">${say(language, 'adm.webex.l4')}</span>`,
  };
  const hourly = (value: boolean | null): string =>
    value === null ? say(language, 'adm.never') : say(language, value ? 'adm.yes' : 'adm.not');
  return table({
    id: 'people',
    title: say(language, 'adm.people.t'),
    empty: say(language, 'adm.people.none'),
    heads: [
      say(language, 'adm.people.l1'),
      say(language, 'adm.people.l2'),
      say(language, 'adm.people.l3'),
      say(language, 'adm.people.l4'),
      say(language, 'adm.people.l5'),
      say(language, 'adm.people.l6'),
      say(language, 'adm.people.l7'),
    ],
    rows: people.map(
      (row) =>
        html`<tr>
          <th scope="row"><bdi>${row.email}</bdi></th>
          <td>${webex[row.webex]}</td>
          <td>${row.since ? instant(language, row.since) : ''}</td>
          <td>${instant(language, row.heard)}</td>
          <td>${hourly(row.hourly)}</td>
          <td>${row.meetings}</td>
          <td>${row.missingScopes}</td>
        </tr>`,
    ),
  });
}

function calendarTable(language: Language, calendars: readonly CalendarHealth[]): Markup {
  const states = {
    ok: html`<span class="tag ok">${say(language, 'adm.calendars.ok')}</span>`,
    stopped: html`<span class="tag danger">${say(language, 'adm.calendars.stopped')}</span>`,
    behind: html`<span class="tag warn">${say(language, 'adm.calendars.behind')}</span>`,
    silent: html`<span class="tag warn">${say(language, 'adm.calendars.silent')}</span>`,
  };
  return table({
    id: 'calendars',
    title: say(language, 'adm.calendars.t'),
    empty: say(language, 'adm.calendars.none'),
    heads: [
      say(language, 'adm.calendars.l1'),
      say(language, 'adm.calendars.l4'),
      say(language, 'adm.calendars.l2'),
      say(language, 'adm.calendars.l3'),
      say(language, 'adm.calendars.l5'),
    ],
    rows: calendars.map(
      (row) =>
        html`<tr>
          <th scope="row"><bdi>${row.id}</bdi></th>
          <td>${states[row.state]}</td>
          <td>${instant(language, row.heard)}</td>
          <td>${row.listed ? instant(language, row.listed) : say(language, 'adm.never')}</td>
          <td>${row.reporters}</td>
        </tr>`,
    ),
  });
}

function linkTable(language: Language, links: readonly LinkHealth[]): Markup {
  return table({
    id: 'links',
    title: say(language, 'adm.links.t'),
    empty: say(language, 'adm.links.none'),
    heads: [
      say(language, 'adm.links.l1'),
      say(language, 'adm.links.l2'),
      say(language, 'adm.links.l3'),
      say(language, 'adm.links.l4'),
    ],
    rows: links.map(
      (row) =>
        html`<tr>
          <th scope="row"><code>${row.state}</code></th>
          <td>${row.count}</td>
          <td>${instant(language, row.oldest)}</td>
          <td>${row.codes.map((code) => html`<code>${code}</code> `)}</td>
        </tr>`,
    ),
  });
}

interface SwitchOffFacts {
  readonly language: Language;
  readonly person: NonNullable<PageFrame['person']>;
  readonly organisation: string;
  readonly people: number;
  readonly wanted: { readonly retentionDays: number; readonly webexDeleteAfterDays: number | null };
}

/** Asked before nobody can add a meeting any more; the way back is focused. */
export function switchOffPage({ language, person, organisation, people, wanted }: SwitchOffFacts): Markup {
  const title = say(language, 'adm.off.t', { group: organisation });
  return page(
    { language, title, person },
    html`<section class="box">
      <h1>${title}</h1>
      <p>${say(language, 'adm.off.b', { n: people })}</p>
      <form class="actions" method="post" action="/admin/settings">
        ${hidden('csrf', person.csrf)}${hidden('mode', 'off')}${hidden('confirmed', 'yes')}
        ${hidden('retentionDays', String(wanted.retentionDays))}
        ${hidden('webexDeleteAfterDays', wanted.webexDeleteAfterDays === null ? '' : String(wanted.webexDeleteAfterDays))}
        <button class="button danger" type="submit">${say(language, 'adm.off.a1')}</button>
        <a class="button second" href="/admin/" autofocus>${say(language, 'adm.off.a2')}</a>
      </form>
    </section>`,
  );
}
