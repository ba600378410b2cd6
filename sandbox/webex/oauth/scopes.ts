const read = ['read'] as const;
const readWrite = ['read', 'write'] as const;

/**
 * Scopes that Webex knows, by family: an integration may ask for more than meetings, and then calls what is not here.
 * https://developer.webex.com/docs/integration-scopes
 */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'spark:all',
  'spark:kms',
  'spark:applications_token',
  'spark:xapi_statuses',
  'spark:xapi_commands',
  ...family('spark', read, 'organizations'),
  ...family(
    'spark',
    readWrite,
    'people rooms memberships messages teams team_memberships calls devices places',
  ),
  ...family('spark', readWrite, 'recordings telephony_config'),
  ...family('spark-admin', read, 'licenses roles hybrid_clusters hybrid_connectors calling_cdr'),
  ...family('spark-admin', readWrite, 'people organizations locations workspaces devices places reports'),
  ...family('spark-admin', readWrite, 'telephony_config recordings workspace_locations datasource'),
  ...family('spark-compliance', read, 'events'),
  ...family('spark-compliance', readWrite, 'meetings memberships messages rooms recordings webhooks'),
  ...family('identity', [...readWrite, 'rw'], 'people groups organizations tokens'),
  ...family('application', readWrite, 'webhooks'),
  'audit:events_read',
  'analytics:read_all',
  ...family(
    'meeting',
    readWrite,
    'schedules preferences participants controls recordings transcripts summaries',
  ),
  ...family('meeting', readWrite, 'admin_schedule admin_preferences admin_participants admin_recordings'),
  ...family('meeting', readWrite, 'admin_transcripts admin_config'),
]);

const ALL_OF_USER = 'spark:all';

/** True if `granted` holds `scope`, by name or through the one that stands for a person's whole messaging account. */
export function covers(granted: readonly string[], scope: string | undefined): boolean {
  if (scope === undefined) return false;
  return granted.includes(scope) || (scope.startsWith('spark:') && granted.includes(ALL_OF_USER));
}

/** The scope a call needs: of one's own, or to act for others in the organisation. */
export interface ScopeNeed {
  readonly user?: string;
  readonly admin?: string;
}

export const SCHEDULES_READ: ScopeNeed = {
  user: 'meeting:schedules_read',
  admin: 'meeting:admin_schedule_read',
};
export const SCHEDULES_WRITE: ScopeNeed = {
  user: 'meeting:schedules_write',
  admin: 'meeting:admin_schedule_write',
};
export const PREFERENCES_READ: ScopeNeed = {
  user: 'meeting:preferences_read',
  admin: 'meeting:admin_preferences_read',
};
export const PREFERENCES_WRITE: ScopeNeed = {
  user: 'meeting:preferences_write',
  admin: 'meeting:admin_preferences_write',
};
/** Calls that only an administrator has. */
export const SCHEDULES_ADMIN_READ: ScopeNeed = { admin: 'meeting:admin_schedule_read' };
export const SCHEDULES_ADMIN_WRITE: ScopeNeed = { admin: 'meeting:admin_schedule_write' };
export const ADMIN_CONFIG_READ: ScopeNeed = { admin: 'meeting:admin_config_read' };
export const APPLICATIONS_TOKEN: ScopeNeed = { user: 'spark:applications_token' };
export const PEOPLE_READ: ScopeNeed = { user: 'spark:people_read', admin: 'spark-admin:people_read' };

export function splitScopes(text: string): readonly string[] {
  return [...new Set(text.split(/[\s+]+/).filter((scope) => scope !== ''))];
}

function family(prefix: string, acts: readonly string[], subjects: string): string[] {
  return subjects.split(' ').flatMap((subject) => acts.map((act) => `${prefix}:${subject}_${act}`));
}
