import { randomUUID } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { UserPatch, UserSite, WebexUser } from './user.ts';

/** The people of this Webex, by address without regard to case. */
export class Users {
  readonly #tables: WebexTables;
  readonly #clock: Clock;

  constructor(tables: WebexTables, clock: Clock) {
    this.#tables = tables;
    this.#clock = clock;
  }

  find(email: string): WebexUser | undefined {
    return this.#tables.users.get(email.toLowerCase());
  }

  list(): readonly WebexUser[] {
    return [...this.#tables.users.values()];
  }

  put(email: string, patch: UserPatch): WebexUser {
    const before = this.find(email) ?? this.#fresh(email);
    const user: WebexUser = {
      ...before,
      displayName: patch.displayName ?? before.displayName,
      licence: patch.licence ?? before.licence,
      sites: patch.sites ?? before.sites,
      passwordPolicy: patch.passwordPolicy ?? before.passwordPolicy,
      orgId: patch.orgId ?? before.orgId,
      timezone: patch.timezone ?? before.timezone,
      admin: patch.admin ?? before.admin,
      ...((patch.machine ?? before.machine) ? { machine: true } : {}),
    };
    this.#tables.users.put(email.toLowerCase(), user);
    return user;
  }

  #fresh(email: string): WebexUser {
    const [local = email, domain = 'example.com'] = email.split('@');
    const colleague = this.list().find((user) =>
      user.email.toLowerCase().endsWith(`@${domain.toLowerCase()}`),
    );
    return {
      email,
      displayName: local,
      licence: 'host',
      sites: [{ siteUrl: `${domain.split('.', 1)[0] ?? 'site'}.webex.com`.toLowerCase(), default: true }],
      passwordPolicy: {},
      orgId: colleague?.orgId ?? randomUUID(),
      personId: randomUUID(),
      timezone: 'UTC',
      admin: false,
      created: this.#clock.iso(),
    };
  }
}

/** The site where meetings are made that name none: the default one, or the first where none is marked. */
export function preferredSite(user: WebexUser): UserSite | undefined {
  return user.sites.find((site) => site.default) ?? user.sites[0];
}
