/** The preferences of hosts, per site: personal room, audio, video, scheduling. What nobody set has the site's value. */
import type { Ground } from '../../control/ground.ts';
import { digits } from '../identifiers.ts';
import { siteDefaults, type MeetingOptions, type SiteProfile } from '../meetings/meeting-options.ts';
import { CALL_IN_NUMBERS, DIAL_IN_IP } from '../meetings/meeting-view.ts';
import { personalRoomLink } from '../meetings/meeting.ts';
import { notFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { AudioBody, RoomBody, SchedulingBody, VideoBody } from './preference-bodies.ts';
import type { WebexUser } from './user.ts';
import { preferredSite } from './users.ts';

/** What a host has set, by part; a room's number is given once and stays. */
export interface KeptPreferences {
  readonly roomNumber?: string;
  readonly room?: RoomBody;
  readonly audio?: AudioBody;
  readonly video?: VideoBody;
  readonly scheduling?: SchedulingBody;
}

const NO_NUMBER = { countryCode: '1', number: '', enabledCallInAuthentication: false, enabledCallMe: false };

export class Preferences {
  readonly #tables: WebexTables;
  readonly #ground: Ground;

  constructor(tables: WebexTables, ground: Ground) {
    this.#tables = tables;
    this.#ground = ground;
  }

  /** The options of a new meeting of this host's: the site's, with the host's own rule for joining early. */
  meetingDefaults(user: WebexUser, siteUrl: string | undefined): MeetingOptions {
    const defaults = this.#siteDefaults();
    const own = this.#kept(user, siteUrl).scheduling;
    if (!own) return defaults;
    const { enabledJoinBeforeHost, joinBeforeHostMinutes } = own;
    return { ...defaults, enabledJoinBeforeHost, joinBeforeHostMinutes };
  }

  /** Changes what is named of a person's preferences on a site. */
  set(user: WebexUser, siteUrl: string | undefined, parts: Partial<KeptPreferences>): void {
    this.#tables.preferences.put(keyOf(user, siteUrl), { ...this.#kept(user, siteUrl), ...parts });
  }

  scheduling(user: WebexUser, siteUrl: string | undefined): SchedulingBody {
    const { enabledJoinBeforeHost = false, joinBeforeHostMinutes = 0 } = this.#siteDefaults();
    const site = {
      enabledJoinBeforeHost,
      joinBeforeHostMinutes,
      enabledAutoShareRecording: false,
      delegateEmails: [],
    };
    return this.#kept(user, siteUrl).scheduling ?? site;
  }

  audio(user: WebexUser, siteUrl: string | undefined): AudioBody {
    const audio = this.#siteDefaults().audioConnectionOptions;
    const site: AudioBody = {
      defaultAudioType: audio?.audioConnectionType === 'VoIP' ? 'voipOnly' : 'webexAudio',
      otherTeleconferenceDescription: '',
      enabledGlobalCallIn: audio?.enabledGlobalCallIn ?? false,
      enabledTollFree: audio?.enabledTollFreeCallIn ?? false,
      enabledAutoConnection: false,
      officeNumber: NO_NUMBER,
      mobileNumber: NO_NUMBER,
    };
    return this.#kept(user, siteUrl).audio ?? site;
  }

  video(user: WebexUser, siteUrl: string | undefined): VideoBody {
    return this.#kept(user, siteUrl).video ?? { videoDevices: [] };
  }

  /** The personal room as the API shows it. */
  room(user: WebexUser, siteUrl: string | undefined): Readonly<Record<string, unknown>> {
    const site = siteOf(user, siteUrl);
    const link = personalRoomLink({ hostEmail: user.email, siteUrl: site });
    const number = this.roomNumber(user, siteUrl);
    const room: RoomBody = this.#kept(user, siteUrl).room ?? {
      topic: `${user.displayName}'s Personal Room`,
      hostPin: '1234',
      enabledAutoLock: false,
      autoLockMinutes: 10,
      enabledNotifyHost: false,
      supportCoHost: false,
      supportAnyoneAsCoHost: false,
      allowFirstUserToBeCoHost: false,
      allowAuthenticatedDevices: true,
      coHosts: [],
    };
    const href = `/v1/meetings/${number}/globalCallinNumbers`;
    return {
      ...room,
      personalMeetingRoomLink: link,
      sipAddress: `${link.split('/').at(-1) ?? ''}@${site}`,
      dialInIpAddress: DIAL_IN_IP,
      telephony: {
        accessCode: number,
        callInNumbers: CALL_IN_NUMBERS,
        links: [{ rel: 'globalCallinNumbers', href, method: 'GET' }],
      },
    };
  }

  /** The number of the personal room: every meeting that is held there has it. */
  roomNumber(user: WebexUser, siteUrl: string | undefined): string {
    const kept = this.#kept(user, siteUrl).roomNumber;
    if (kept !== undefined) return kept;
    const roomNumber = `2${digits(10)}`;
    this.set(user, siteUrl, { roomNumber });
    return roomNumber;
  }

  #kept(user: WebexUser, siteUrl: string | undefined): KeptPreferences {
    return this.#tables.preferences.get(keyOf(user, siteUrl)) ?? {};
  }

  #siteDefaults(): MeetingOptions {
    return siteDefaults(this.#ground.switches.text('webex.site') as SiteProfile);
  }
}

function keyOf(user: WebexUser, siteUrl: string | undefined): string {
  return `${user.email.toLowerCase()} ${siteOf(user, siteUrl)}`;
}

/** @throws {WebexError} 404 for a site that is not the person's */
function siteOf(user: WebexUser, siteUrl: string | undefined): string {
  const site =
    siteUrl === undefined ? preferredSite(user) : user.sites.find((one) => one.siteUrl === siteUrl);
  if (!site) throw notFound();
  return site.siteUrl;
}
