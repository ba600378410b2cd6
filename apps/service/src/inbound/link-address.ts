import type { Config } from '../config.ts';
import type { Pages } from '../sync/world.ts';

/** Where cards send people. The link names its person by an id of ours: it opens only for that Google account. */
export function pagesOf({ publicUrl }: Pick<Config, 'publicUrl'>): Pages {
  return {
    linkUrl: ({ orgId, accountId }) => `${publicUrl}/link?for=${encodeURIComponent(`${orgId}.${accountId}`)}`,
    privacyUrl: `${publicUrl}/me`,
  };
}

export interface Asked {
  readonly orgId: string;
  readonly accountId: string;
}

/** For whom a link page was made; undefined if the address does not say. */
export function askedBy(value: string): Asked | undefined {
  const [, orgId, accountId] = /^([a-z0-9-]{1,40})\.([\w-]{1,64})$/.exec(value) ?? [];
  return orgId === undefined || accountId === undefined ? undefined : { orgId, accountId };
}
