import { WebexClient, WebexError } from '@webex-scheduler/webex';
import type { Meeting } from '@webex-scheduler/webex';
import type { AccountRow } from '../store/accounts.ts';
import type { Clock, WebexAccess, WebexMeeting, WebexPort } from '../sync/ports.ts';
import type { Fetch } from './allowlist.ts';
import type { WebexTokens } from './webex-tokens.ts';

interface WebexAccessOptions {
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly tokens: WebexTokens;
}

/** A client that uses this very token (while an account is being linked). */
export function webexClientWith(
  { apiUrl, clock, fetch }: Omit<WebexAccessOptions, 'tokens'>,
  accessToken: string,
): WebexClient {
  return new WebexClient({
    apiUrl,
    fetch,
    now: () => clock.now(),
    token: () => Promise.resolve(accessToken),
  });
}

/** Webex for the host accounts that are linked here. */
export function createWebexAccess(options: WebexAccessOptions): WebexAccess {
  return { for: (orgId, accountId, known) => portOf(options, orgId, accountId, known) };
}

type Work<T> = (client: WebexClient) => Promise<T>;

function portOf(
  options: WebexAccessOptions,
  orgId: string,
  accountId: string,
  known: AccountRow | undefined,
): WebexPort {
  /**
   * A 401 is a definite refusal, so the same call may be made once more with a renewed token: this is part of
   * signing in, not of retrying (which is the sync's).
   */
  const call = async <T>(work: Work<T>): Promise<T> => {
    const token = await options.tokens.accessToken(orgId, accountId, { known });
    try {
      return await work(webexClientWith(options, token));
    } catch (error) {
      if (!(error instanceof WebexError) || error.code !== 'webex-unauthorised') throw error;
    }
    const renewed = await options.tokens.accessToken(orgId, accountId, { rejected: token });
    return work(webexClientWith(options, renewed));
  };
  return {
    async me() {
      const { id, emails, displayName } = await call((webex) => webex.me());
      return { id, email: emails[0] ?? '', displayName };
    },
    async sites() {
      const sites = await call((webex) => webex.sites());
      return sites.map(({ siteUrl, default: isDefault }) => ({ siteUrl, isDefault: isDefault ?? false }));
    },
    createMeeting: async (input) =>
      wholeMeeting(
        await call((webex) =>
          webex.createMeeting({
            ...input,
            integrationTags: [...input.integrationTags],
            invitees: [...input.invitees],
          }),
        ),
        'unknown',
      ),
    getMeeting: async (id) => wholeMeeting(await call((webex) => webex.getMeeting(id)), 'refused'),
    findByTag: async (tag, window) =>
      (await call((webex) => webex.findByTag({ tag, ...window }))).map((meeting) =>
        wholeMeeting(meeting, 'refused'),
      ),
    patchMeeting: async (id, { title, times }) =>
      wholeMeeting(
        await call((webex) =>
          webex.patchMeeting(id, { ...(title === undefined ? {} : { title }), ...times }),
        ),
        'unknown',
      ),
    deleteMeeting: (id) => call((webex) => webex.deleteMeeting(id)),
    listInvitees: (meetingId) => call((webex) => webex.listInvitees(meetingId)),
    addInvitees: (meetingId, guests) => call((webex) => webex.addInvitees(meetingId, guests)),
    removeInvitee: (inviteeId) => call((webex) => webex.removeInvitee(inviteeId)),
  };
}

/** What a host always sees of a meeting of his; an answer without it cannot be worked with. */
function wholeMeeting(meeting: Meeting, outcome: 'refused' | 'unknown'): WebexMeeting {
  const { meetingNumber, title, end, timezone, state, webLink, ...rest } = meeting;
  if (
    meetingNumber === undefined ||
    title === undefined ||
    end === undefined ||
    timezone === undefined ||
    state === undefined ||
    webLink === undefined
  ) {
    throw new WebexError({ code: 'webex-unreadable', outcome });
  }
  return { ...rest, meetingNumber, title, end, timezone, state, webLink };
}
