import type { EventCard, Health } from '@webex-scheduler/contracts';
import { speaker } from '@webex-scheduler/locales';
import type { Language, Text } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { describe, expect, it } from 'vitest';
import { cardText } from '../../test/card-text.ts';
import type { CardModel } from './card-model.ts';
import { eventCard, removeCard } from './event-card.ts';
import type { EventView } from './event-view.ts';
import { homeCard } from './home-card.ts';
import { failureNotice } from './failure-notice.ts';
import { healthNotice, missingRights, noticeCard, signInCard } from './notice-cards.ts';
import type { Reader } from './words.ts';

const LANGUAGES: readonly Language[] = ['en', 'fr'];
const NOW = Date.parse('2026-06-08T08:24:00Z');

/** Total: a state without a row here is a type error. */
const STATES: Record<EventView['state'], Partial<EventView>> = {
  none: {},
  draft: { joinUrl: 'https://a.webex.com/x', number: '26341187702' },
  ok: { joinUrl: 'https://a.webex.com/x', number: '26341187702', removable: true },
  updating: { joinUrl: 'https://a.webex.com/x', removable: true },
  newlink: { joinUrl: 'https://a.webex.com/x', untold: true },
  pending: { code: 'webex-unavailable' },
  later: {},
  toolong: { code: 'event-too-long' },
  who: { code: 'cannot-host' },
  guest: { joinUrl: 'https://a.webex.com/x' },
  copied: { joinUrl: 'https://a.webex.com/x', removable: true },
  past: { joinUrl: 'https://a.webex.com/x', removable: true },
  'two-links': { joinUrl: 'https://a.webex.com/x', removable: true, other: 'Zoom' },
  detached: { removable: true, code: 'meeting-missing' },
  hand: { code: 'calendar-refused' },
  unattended: { joinUrl: 'https://a.webex.com/x' },
  removed: {},
  moved: { joinUrl: 'https://a.webex.com/x' },
  restored: { joinUrl: 'https://a.webex.com/x', removable: true, untold: true },
  late: { joinUrl: 'https://a.webex.com/x', removable: true },
  readonly: {},
  limit: { code: 'webex-daily-limit' },
  licence: { code: 'webex-no-licence' },
  off: {},
};

const HEALTH: Health = {
  organisation: 'off',
  organisationSince: '2026-06-02T08:00:00Z',
  contact: 'it-help@alderfinch.example',
  webex: 'ok',
  webexSince: '2026-06-08T06:40:00Z',
  linkUrl: 'https://service.example/link',
  privacyUrl: 'https://service.example/me',
  links: 9,
  inStep: 9,
  confirm: [],
};

function reader(language: Language): Reader {
  const locale = language === 'fr' ? 'fr' : 'en-GB';
  return { locale, timeZone: 'Europe/Stockholm', hour24: true, now: NOW };
}

function card(state: EventCard['state']): EventCard {
  return {
    calendarId: 'maya@alderfinch.example',
    eventId: 'e1',
    state,
    since: '2026-06-08T08:20:00Z',
    checkedAt: '2026-06-08T08:24:00Z',
    next: '2026-06-08T08:26:00Z',
    host: 'maya@alderfinch.example',
    hostIsYou: true,
    site: 'alderfinch.webex.example',
    webexUrl: 'https://alderfinch.webex.example/m/1',
  };
}

function view(state: EventView['state']): EventView {
  return {
    calendarId: 'maya@alderfinch.example',
    eventId: 'e1',
    title: 'Design review',
    start: { dateTime: '2026-06-10T14:00:00+02:00', timeZone: 'Europe/Stockholm' },
    end: { dateTime: '2026-06-10T15:00:00+02:00', timeZone: 'Europe/Stockholm' },
    state,
    ...(state === 'off' || state === 'none' ? {} : { card: card(state) }),
    health: HEALTH,
    organizer: 'Priya Raman',
    guests: 4,
    you: 'Maya Lindqvist',
    removable: false,
    untold: false,
    ...STATES[state],
  };
}

function cardsIn(language: Language): Map<string, CardModel> {
  const say = speaker(language);
  const to = reader(language);
  const cards = new Map<string, CardModel>();
  for (const state of Object.keys(STATES) as EventView['state'][]) {
    cards.set(`event.${state}`, eventCard(say, to, view(state)));
  }
  cards.set(
    'event.ok, as of earlier',
    eventCard(say, to, { ...view('ok'), asOf: NOW - 3_600_000, code: 'service-unreachable' }),
  );
  const suspended = healthNotice(say, to, { ...HEALTH, organisation: 'suspended' });
  const signedOut = healthNotice(say, to, { ...HEALTH, organisation: 'on', webex: 'reconnect' });
  cards.set('event while suspended', eventCard(say, to, view('ok'), suspended));
  cards.set('event while signed out', eventCard(say, to, view('ok'), signedOut));
  cards.set('event.remove', removeCard(say, { ...view('ok'), number: '26341187702' }));
  cards.set('event.remove, nobody invited', removeCard(say, { ...view('ok'), guests: 0 }));
  cards.set('signin', signInCard(say, 'https://service.example/link'));
  for (const health of healths()) {
    const notice = healthNotice(say, to, health);
    if (notice !== undefined)
      cards.set(`health ${health.organisation} ${health.webex}`, noticeCard(say, notice));
  }
  for (const code of CODES)
    cards.set(code, noticeCard(say, failureNotice(say, code, HEALTH.contact, 'alderfinch.example')));
  for (const notice of [
    ...missingRights(say, SOME_SCOPES, 'https://accounts.google.com/grant'),
    ...missingRights(say, ['openid'], undefined),
  ]) {
    cards.set(`least ${notice.title}`, noticeCard(say, notice));
  }
  cards.set('home', homeCard(say, to, home()));
  cards.set('home.empty', homeCard(say, to, { ...home(), events: [] }));
  const old = { meetings: 3, account: 'second', to: 'maya@alderfinch.example' };
  cards.set('home.old', homeCard(say, to, { ...home(), confirm: [], events: [], old }));
  cards.set(
    'home.old, beside a question',
    homeCard(say, to, {
      ...home(),
      confirm: [...home().confirm, ...home().confirm],
      old: { ...old, meetings: 1 },
    }),
  );
  cards.set('home, as of earlier', homeCard(say, to, { ...home(), asOf: NOW - 600_000 }));
  return cards;
}

const SOME_SCOPES = ['x/script.external_request', 'x/calendar.events', 'x/script.scriptapp'];
const CODES = [
  'contract-outdated',
  'org-unknown',
  'org-personal',
  'service-unreachable',
  'link-busy',
  'webex-no-licence',
  'internal-error',
];

function healths(): Health[] {
  const on: Health = { ...HEALTH, organisation: 'on' };
  return [
    HEALTH,
    { ...HEALTH, organisation: 'suspended' },
    { ...on, webex: 'reconnect' },
    { ...on, webex: 'reconnect', links: 1 },
    { ...on, webex: 'noLicence' },
  ];
}

function home(): Parameters<typeof homeCard>[2] {
  const event = (eventId: string, title: string, day: string, state?: EventCard['state']) => ({
    calendarId: 'maya@alderfinch.example',
    eventId,
    title,
    start: { dateTime: `${day}T13:00:00+02:00` },
    end: { dateTime: `${day}T14:00:00+02:00` },
    url: `https://calendar.google.com/calendar/event?eid=${eventId}`,
    ...(state === undefined ? {} : { card: card(state) }),
  });
  return {
    you: { name: 'Maya Lindqvist', email: 'maya@alderfinch.example' },
    notices: [],
    confirm: [{ calendarId: 'maya@alderfinch.example', meetings: 24 }],
    events: [
      event('a', 'Halvorsen Shipping', '2026-06-08', 'ok'),
      event('b', 'Design review', '2026-06-09', 'pending'),
      event('c', 'Board', '2026-06-12'),
    ],
    health: { ...HEALTH, organisation: 'on' },
  };
}

describe('cards', () => {
  for (const language of LANGUAGES) {
    it(`are as pictured, in ${language}`, () => {
      const cards = [...cardsIn(language)].map(([name, model]) => `${name}\n${cardText(model)}`);
      expect(cards.join('\n\n')).toMatchSnapshot();
    });

    it(`have at most one filled button, and a red one only to confirm, in ${language}`, () => {
      for (const [name, model] of cardsIn(language)) {
        const looks = buttonsOf(model).map((button) => button.look);
        expect(looks.filter((look) => look === 'filled').length, name).toBeLessThanOrEqual(1);
        expect(looks.includes('danger'), name).toBe(
          name.startsWith('event.remove') && !name.startsWith('event.removed'),
        );
      }
    });

    it(`give every icon a word, in ${language}`, () => {
      for (const [name, model] of cardsIn(language)) {
        for (const widget of model.sections.flatMap((section) => section.widgets)) {
          if (widget.kind === 'line') expect(widget.icon?.alt, name).not.toBe('');
        }
      }
    });
  }

  it('hold no English text of the catalogue in French', () => {
    const values = new Proxy({}, { get: () => '{}' }) as never;
    const textOf = (text: Text<never>) => (typeof text === 'string' ? text : text(values));
    const english = Object.values(messages)
      .map(([en, fr]) => [textOf(en), textOf(fr)])
      .filter(([en, fr]) => en !== fr)
      .flatMap(([en]) => (en ?? '').split(/\{\w*\}/).map((part) => part.trim()))
      .filter((part) => part.length > 3);
    for (const [name, model] of cardsIn('fr')) {
      const text = cardText(model).replace(/\]\([^)]*\)/g, ']');
      for (const part of english) expect(text.includes(part), `${name}: ${part}`).toBe(false);
    }
  });

  it('show the event’s own zone, and its times where the reader’s clock shows others', () => {
    const far = {
      ...view('ok'),
      start: { dateTime: '2026-06-10T14:00:00+02:00', timeZone: 'America/New_York' },
      end: { dateTime: '2026-06-10T15:00:00+02:00', timeZone: 'America/New_York' },
    };
    const model = eventCard(speaker('en'), reader('en'), far);
    expect(model.header.subtitle).toBe('Wed 10 June, 14:00 – 15:00 · 08:00 – 09:00 New York time');
  });

  it('write 12-hour times for those who chose them', () => {
    const model = eventCard(speaker('en'), { ...reader('en'), locale: 'en-US', hour24: false }, view('ok'));
    expect(model.header.subtitle).toMatch(/2:00.PM – 3:00.PM/);
  });
});

function buttonsOf(model: CardModel) {
  return model.sections
    .flatMap((section) => section.widgets)
    .flatMap((widget) => (widget.kind === 'buttons' ? widget.buttons : []));
}
