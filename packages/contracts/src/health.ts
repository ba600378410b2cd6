export type OrganisationMode = 'on' | 'off' | 'suspended';

/** What the service asks back; the add-on answers with its next `/changes`. */
export interface Want {
  /** Events to read one by one and report with content, found or not. */
  readonly events: readonly { readonly calendarId: string; readonly eventId: string }[];
  /** Calendars to list whole. */
  readonly full: readonly { readonly calendarId: string; readonly background: boolean }[];
  /** Calendars on which something is due, to be listed incrementally now. */
  readonly list: readonly string[];
  /** Calendars on which a trigger is to be kept (links live there), besides the person's own. */
  readonly follow: readonly string[];
}

/** How things stand for this person; cards show it. */
export interface Health {
  readonly organisation: OrganisationMode;
  /** When the organisation's mode last changed (ISO instant), for `off` and `suspended`. */
  readonly organisationSince?: string;
  /** The administrator to ask, an address the organisation itself published. */
  readonly contact?: string;
  /** `none`: not linked yet · `reconnect`: Webex refused the stored sign-in · `noLicence`: cannot host. */
  readonly webex: 'ok' | 'none' | 'reconnect' | 'noLicence';
  /** Since when Webex has refused (ISO instant). */
  readonly webexSince?: string;
  /** Where to connect or reconnect: a page of the service that first signs the browser in with Google. */
  readonly linkUrl: string;
  readonly privacyUrl: string;
  /** Live links this person hosts, and how many of them are in step. */
  readonly links: number;
  readonly inStep: number;
  /** Meetings that wait for a confirmed mass deletion, per calendar. */
  readonly confirm: readonly { readonly calendarId: string; readonly meetings: number }[];
  /**
   * Meetings to come that were made with another Webex account than the one connected now: they are left as they are
   * until the person chooses. `account` is opaque and names the one connected now, `to` is its address.
   */
  readonly old?: { readonly meetings: number; readonly account: string; readonly to: string };
  /**
   * A credential for executions in which Google gives no ID token (triggers, where that is not documented). The
   * add-on keeps the last one given in the person's own properties and sends it as `Authorization: Addon <credential>`
   * only where there is no ID token. Given on first contact and when it is due for a change; absent = keep the last.
   */
  readonly credential?: string;
}
