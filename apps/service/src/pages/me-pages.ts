import { html } from 'hono/html';
import type { Language } from '@webex-scheduler/locales';
import { say } from '@webex-scheduler/locales/by-key';
import type { Kept } from '../inbound/kept-data.ts';
import { hidden, page } from './layout.ts';
import type { Markup } from './layout.ts';
import { noticePage } from './notice-page.ts';

export interface KeptFacts {
  readonly language: Language;
  readonly person: { readonly email: string; readonly csrf: string };
  readonly organisation: string;
  readonly kept: Kept;
  /** The Webex address, while connected. */
  readonly connected: string | undefined;
  /** Future meetings at Webex that this person hosts. */
  readonly coming: number;
  readonly meetings: number;
}

/** Webex's own rule where the organisation has made no choice. */
const WEBEX_DAYS = 180;

/** What is kept about the reader, counted now. */
export function keptPage(facts: KeptFacts): Markup {
  const { language, person, kept, meetings } = facts;
  const title = say(language, 'me.t');
  if (!kept.account) return nothingPage(facts);
  return page(
    { language, title, person, width: 'wide' },
    html`<h1>${title}</h1>
      <p class="lead">${say(language, 'me.b', { n: meetings })}</p>
      <div class="columns">
        <div>${keptTable(facts)}</div>
        <div class="choices">${choice(facts)}${never(language)}${where(facts)}</div>
      </div>`,
  );
}

function nothingPage({ language, person }: KeptFacts): Markup {
  const title = say(language, 'me.none.t');
  return page({ language, title, person }, html`<section class="box"><h1>${title}</h1></section>`);
}

function keptTable({ language, kept }: KeptFacts): Markup {
  const { rows, account, retentionDays } = kept;
  const disconnect = say(language, 'me.until.l1');
  const after = say(language, 'me.until.l2', { n: retentionDays });
  const day = say(language, 'me.until.l3');
  const lines: readonly [string, string, string, number][] = [
    [say(language, 'me.address.t'), say(language, 'me.address.b'), disconnect, rows.account.length],
    [
      say(language, 'me.permission.t'),
      say(language, 'me.permission.b'),
      disconnect,
      account?.webex_refresh_sealed ? 1 : 0,
    ],
    [say(language, 'me.calendars.t'), say(language, 'me.calendars.b'), disconnect, rows.reporter.length],
    [say(language, 'me.ids.t'), say(language, 'me.ids.b'), after, rows.link.length],
    [say(language, 'me.times.t'), say(language, 'me.times.b'), after, rows.slot.length],
    [say(language, 'me.creations.t'), say(language, 'me.creations.b'), day, rows.creation.length],
    [say(language, 'me.browsers.t'), say(language, 'me.browsers.b'), day, rows.browser_session.length],
    [say(language, 'me.attempts.t'), say(language, 'me.attempts.b'), day, rows.link_attempt.length],
    [
      say(language, 'me.record.t'),
      say(language, 'me.record.b'),
      say(language, 'me.until.l4'),
      rows.audit.length,
    ],
  ];
  const heads = [say(language, 'me.head.l1'), say(language, 'me.head.l2'), say(language, 'me.head.l3')];
  return html`<section class="box" aria-labelledby="kept">
    <h2 id="kept">${say(language, 'me.kept.t')}</h2>
    <div class="table" role="group" aria-labelledby="kept" tabindex="0">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
            <th scope="col" class="number">${say(language, 'me.head.l4')}</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ([what, why, until, count]) =>
              html`<tr>
                <th scope="row">${what}</th>
                <td>${why}</td>
                <td>${until}</td>
                <td class="number">${new Intl.NumberFormat(language).format(count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function choice({ language, connected }: KeptFacts): Markup {
  return html`<section class="box" aria-labelledby="choice">
    <h2 id="choice">${say(language, 'me.choice.t')}</h2>
    ${connected === undefined ? '' : html`<p><bdi>${say(language, 'me.connected', { address: connected })}</bdi></p>`}
    <p class="actions stack full">
      <a class="button second" href="/me/export.json" download>${say(language, 'me.a1')}</a>
      <a class="button danger" href="/me/disconnect">${say(language, 'me.a2')}</a>
    </p>
    <p class="hint">${say(language, 'me.choice.b')}</p>
  </section>`;
}

function never(language: Language): Markup {
  const lines = [
    say(language, 'me.never.l1'),
    say(language, 'me.never.l2'),
    say(language, 'me.never.l3'),
    say(language, 'me.never.l4'),
  ];
  return html`<section class="box" aria-labelledby="never">
    <h2 id="never">${say(language, 'me.never.t')}</h2>
    <ul class="ticks">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function where({ language, organisation, kept }: KeptFacts): Markup {
  const days = kept.webexDeleteAfterDays;
  const lines = [
    say(language, 'me.where.l1', { name: organisation }),
    say(language, 'me.where.l2', { n: kept.retentionDays }),
    days === null
      ? say(language, 'me.webex.t', { n: WEBEX_DAYS })
      : say(language, 'me.where.l3', { n: days }),
    say(language, 'me.where.l4'),
  ];
  return html`<section class="box" aria-labelledby="where">
    <h2 id="where">${say(language, 'me.where.t')}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

/** The question before everything ends, with a choice and no typed word. */
export function byePage({ language, person, coming }: KeptFacts): Markup {
  const title = say(language, 'me.bye.t');
  return page(
    { language, title, person },
    html`<section class="box">
      <h1>${title}</h1>
      <p>${say(language, 'me.bye.b')}</p>
      <form method="post" action="/me/disconnect">
        ${hidden('csrf', person.csrf)}
        <fieldset>
          <legend>${say(language, 'me.bye.l3')}</legend>
          <label class="choice"
            ><input type="radio" name="meetings" value="keep" checked /><span
              >${say(language, 'me.bye.l1')}</span
            ></label
          >
          <label class="choice"
            ><input type="radio" name="meetings" value="cancel" /><span
              >${say(language, 'me.bye.l2', { n: coming })}</span
            ></label
          >
        </fieldset>
        <div class="actions">
          <button class="button danger" type="submit">${say(language, 'me.bye.a1')}</button>
          <a class="button second" href="/me" autofocus>${say(language, 'me.bye.a2')}</a>
        </div>
      </form>
    </section>`,
  );
}

interface GoneFacts {
  readonly language: Language;
  readonly deleted: number;
  /** Meetings to come that stay at Webex. */
  readonly kept: number;
  /** Meetings to come that Webex has deleted. */
  readonly cancelled: number;
  readonly wasConnected: boolean;
}

/** The proof: what was deleted, and what could not be confirmed. */
export function gonePage({ language, deleted, kept, cancelled, wasConnected }: GoneFacts): Markup {
  const title = say(language, 'me.gone.t');
  const lines = [
    say(language, 'me.gone.l1', { n: deleted }),
    ...(kept === 0 ? [] : [say(language, 'me.gone.l3')]),
    ...(cancelled === 0 ? [] : [say(language, 'me.gone.l4', { n: cancelled })]),
    // Webex offers a person's integration no way to end its own grant.
    ...(wasConnected ? [say(language, 'me.gone.l2')] : []),
  ];
  return page(
    { language, title },
    html`<section class="box" role="status">
      <h1 tabindex="-1" autofocus>${title}</h1>
      <ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
    </section>`,
  );
}

/** Webex did not take every deletion: nothing was deleted here, or the rest could never be told to Webex. */
export function stuckPage({ language, person }: KeptFacts, failed: number): Markup {
  return noticePage(
    { language, person },
    {
      title: say(language, 'me.stuck.t'),
      text: say(language, 'me.stuck.b', { n: failed }),
      action: { label: say(language, 'me.stuck.a1'), href: '/me/disconnect' },
    },
  );
}
