/** What control's routes act on: the whole outside world. */
import type { Host } from '../google/host/host.ts';
import type { Identity } from '../google/identity/identity.ts';
import type { Calendar } from '../google/calendar/calendar.ts';
import type { Gmail } from '../google/gmail/gmail.ts';
import type { Scripts } from '../apps-script/scripts.ts';
import type { Webex } from '../webex/webex.ts';
import type { Ground } from './ground.ts';
import type { Passage } from './passage.ts';
import type { ServiceHandle } from './service-handle.ts';

export interface ReadyAccount {
  readonly email: string;
  readonly name: string;
  readonly sub: string;
  readonly language: string;
  readonly timeZone: string;
  readonly role: 'admin' | 'user' | 'consumer';
  readonly installed: boolean;
  readonly linked: boolean;
  readonly googleToken: string;
  readonly webexToken: string | null;
}

export interface AccountRequest {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  readonly domain?: string | null | undefined;
  readonly unmapped?: boolean | undefined;
  readonly webex: { readonly licence: 'host' | 'attendee' | 'none' } | null;
}

export interface ControlDeps {
  readonly ground: Ground;
  readonly passage: Passage;
  readonly service: ServiceHandle;
  readonly identity: Identity;
  readonly calendar: Calendar;
  readonly gmail: Gmail;
  readonly scripts: Scripts;
  readonly host: Host;
  readonly webex: Webex;
  /** The client that `googleToken`s and other outside tokens belong to. */
  readonly outsideClientId: string;
  addAccount(request: AccountRequest): Promise<ReadyAccount>;
  reset(seed: 'demo' | 'empty'): Promise<readonly ReadyAccount[]>;
}
