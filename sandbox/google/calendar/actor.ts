/** Who acts on a calendar, and by which way. */
export type Via = 'page' | 'script' | 'outside' | 'service';

export interface Actor {
  readonly email: string;
  /** What the token may do; `all` for Google's own page, which asks nobody for consent. */
  readonly scopes: ReadonlySet<string> | 'all';
  readonly via: Via;
  /** The Apps Script project, where a script acts. */
  readonly scriptId?: string | undefined;
  /** The OAuth client of the token: the project that quotas and channels belong to. */
  readonly clientId?: string | undefined;
}

/** What made a calendar change, as trigger delivery distinguishes it. */
export type ChangeCause = 'page' | 'script' | 'outside' | 'propagation';

/** One effective change of a calendar; several events changed by one request are one change. */
export interface CalendarChange {
  readonly calendarId: string;
  /** Whose calendar it is. */
  readonly email: string;
  readonly cause: ChangeCause;
  readonly scriptId?: string | undefined;
}

/** What a change counts as, when `actor` asks for it. */
export function originOf(actor: Actor): Pick<CalendarChange, 'cause' | 'scriptId'> {
  return { cause: actor.via === 'service' ? 'outside' : actor.via, scriptId: actor.scriptId };
}
