import type { FastifyInstance } from 'fastify';
import type { Ground } from '../../control/ground.ts';
import { stateOf, type MeetingState } from '../meetings/meeting-state.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { asOccurrence, currentOccurrence, exceptionalOccurrences } from '../meetings/occurrences.ts';
import { html, languageOf, PAGE_HEADERS, pageFrame, type PageLanguage } from './page-frame.ts';

const TEXTS = {
  en: {
    gone: 'This meeting does not exist any more',
    goneMore: 'The link leads nowhere: the meeting was deleted, or its link has changed.',
    when: 'When',
    host: 'Host',
    number: 'Meeting number',
    state: 'State',
    states: { active: 'Scheduled', inProgress: 'In progress', expired: 'Over' },
    local: 'A local Webex on this computer: there is no real meeting behind this page.',
  },
  fr: {
    gone: 'Cette réunion n’existe plus',
    goneMore: 'Le lien ne mène nulle part : la réunion a été supprimée ou son lien a changé.',
    when: 'Quand',
    host: 'Organisateur',
    number: 'Numéro de réunion',
    state: 'État',
    states: { active: 'Planifiée', inProgress: 'En cours', expired: 'Terminée' },
    local: 'Un Webex local sur cet ordinateur : aucune vraie réunion ne se cache derrière cette page.',
  },
} as const satisfies Record<
  PageLanguage,
  { readonly states: Record<MeetingState, string> } & Record<string, unknown>
>;

/** `GET /<site>/j.php?MTID=…`: what a join link opens, so that a dead link can be seen to be dead. */
export function joinPage(
  server: FastifyInstance,
  deps: { readonly ground: Ground; readonly meetings: Meetings },
): void {
  server.get('/:site/j.php', (request, reply) => {
    const { MTID: mtid } = request.query as { MTID?: string };
    const language = languageOf(request.headers['accept-language']);
    const meeting = shown(deps, mtid);
    const status = meeting ? 200 : 404;
    const page = meeting ? meetingPage(language, meeting, deps) : gonePage(language);
    return reply.code(status).headers(PAGE_HEADERS).send(page);
  });
}

/** What is behind a link: a meeting with the times of its next occurrence, or the one occurrence whose link it is. */
function shown(
  { ground, meetings }: { readonly ground: Ground; readonly meetings: Meetings },
  mtid: string | undefined,
): Meeting | undefined {
  for (const meeting of meetings.list()) {
    if (meeting.mtid === mtid || meeting.occurrenceMtid === mtid)
      return asOccurrence(meeting, currentOccurrence(meeting, ground.clock.now()));
    const own = exceptionalOccurrences(meeting).find(
      ({ exception }) => exception?.join?.occurrenceMtid === mtid,
    );
    if (own) return asOccurrence(meeting, own);
  }
  return undefined;
}

function gonePage(language: PageLanguage): string {
  const texts = TEXTS[language];
  return pageFrame(
    language,
    texts.gone,
    html`<h1>${texts.gone}</h1>
      <p>${texts.goneMore}</p>
      <p class="note">${texts.local}</p>`,
  );
}

function meetingPage(
  language: PageLanguage,
  meeting: Meeting,
  { ground, meetings }: { readonly ground: Ground; readonly meetings: Meetings },
): string {
  const texts = TEXTS[language];
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: meeting.timezone,
  });
  const state = texts.states[stateOf(meeting, ground.clock.now())];
  const body = html`<h1>${meeting.title}</h1>
    <dl>
      <dt>${texts.when}</dt>
      <dd>${when.formatRange(meeting.start, meeting.end)} (${meeting.timezone})</dd>
      <dt>${texts.host}</dt>
      <dd>${meetings.host(meeting)?.displayName ?? meeting.hostEmail}</dd>
      <dt>${texts.number}</dt>
      <dd>${meeting.meetingNumber}</dd>
      <dt>${texts.state}</dt>
      <dd>${state}</dd>
    </dl>
    <p class="note">${texts.local}</p>`;
  return pageFrame(language, meeting.title, body);
}
