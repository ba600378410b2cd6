/** The meeting templates of a site: its defaults, and one that somebody made. */
import type { Ground } from '../../control/ground.ts';
import type { MeetingOptions } from '../meetings/meeting-options.ts';
import { formatInstant } from '../meetings/meeting-times.ts';
import { acceptedPassword } from '../meetings/password-policy.ts';
import type { WebexUser } from '../users/user.ts';
import { preferredSite } from '../users/users.ts';
import { notFound } from '../webex-error.ts';

const MINUTE_MS = 60_000;

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly siteUrl: string;
  readonly templateType: 'meeting' | 'webinar';
  readonly isDefault: boolean;
  readonly isStandard: boolean;
  readonly title: string;
  readonly agenda?: string;
  readonly minutes: number;
  /** What it lays over the site's options. */
  readonly options: MeetingOptions;
}

type Form = Omit<Template, 'id' | 'siteUrl' | 'locale'> & { readonly key: string };

const FORMS: readonly Form[] = [
  {
    key: 'G-0-MC-en_US',
    name: 'Webex Meetings Default',
    templateType: 'meeting',
    isDefault: true,
    isStandard: true,
    title: 'Webex meeting',
    minutes: 60,
    options: {},
  },
  {
    key: 'U-200972-MC-en_US',
    name: 'Open workshop',
    templateType: 'meeting',
    isDefault: false,
    isStandard: false,
    title: 'Workshop',
    agenda: 'Bring your questions.',
    minutes: 90,
    options: {
      enabledJoinBeforeHost: true,
      joinBeforeHostMinutes: 15,
      unlockedMeetingJoinSecurity: 'allowJoin',
    },
  },
  {
    key: 'G-2-MC-en_US-L',
    name: 'Webex Events Default',
    templateType: 'webinar',
    isDefault: false,
    isStandard: true,
    title: 'Webex webinar',
    minutes: 60,
    options: {},
  },
];

export class Templates {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The templates of all the host's sites, or of one of them. */
  list(host: WebexUser, siteUrl: string | undefined): readonly Template[] {
    const preferred = preferredSite(host)?.siteUrl;
    return host.sites
      .filter((site) => site.siteUrl === (siteUrl ?? preferred))
      .flatMap((site) => FORMS.map((form) => onSite(form, site.siteUrl)));
  }

  /** @throws {WebexError} 404 */
  of(host: WebexUser, id: string): Template {
    const all = host.sites.flatMap((site) => FORMS.map((form) => onSite(form, site.siteUrl)));
    const found = all.find((template) => template.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** With a template, a body need not say when: then it is the next full half hour. @throws {WebexError} 404 */
  fillTimes(body: unknown, host: WebexUser): unknown {
    const sent = (typeof body === 'object' ? body : undefined) as
      Readonly<Record<string, unknown>> | undefined;
    const templateId = sent?.['templateId'];
    if (typeof templateId !== 'string' || (sent?.['start'] !== undefined && sent['end'] !== undefined))
      return body;
    const template = this.of(host, templateId);
    const { start, end } = this.#times(template);
    return { ...sent, start: formatInstant(start, 'UTC'), end: formatInstant(end, 'UTC'), timezone: 'UTC' };
  }

  /** What a meeting made of it would be, as the API tells it. @param zone - in which times are shown */
  meetingOf(template: Template, host: WebexUser, zone: string): Readonly<Record<string, unknown>> {
    const { start, end } = this.#times(template);
    return {
      title: template.title,
      ...(template.agenda === undefined ? {} : { agenda: template.agenda }),
      password: acceptedPassword(host.passwordPolicy, undefined),
      start: formatInstant(start, zone),
      end: formatInstant(end, zone),
      timezone: zone,
      ...template.options,
      hostEmail: host.email,
      sendEmail: true,
      scheduledType: template.templateType,
    };
  }

  #times({ minutes }: Template): { readonly start: number; readonly end: number } {
    const half = 30 * MINUTE_MS;
    const start = Math.ceil((this.#ground.clock.now() + 1) / half) * half;
    return { start, end: start + minutes * MINUTE_MS };
  }
}

function onSite({ key, ...form }: Form, siteUrl: string): Template {
  const id = Buffer.from(`${siteUrl}:${key}`).toString('base64url');
  return { id, locale: 'en_US', siteUrl, ...form };
}
