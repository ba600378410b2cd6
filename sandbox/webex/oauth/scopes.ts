/** Scopes that Webex knows, as far as an integration of this kind could ask for them. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  'spark:all',
  'spark:kms',
  'spark:people_read',
  'spark:applications_token',
  'spark-admin:people_read',
  'meeting:schedules_read',
  'meeting:schedules_write',
  'meeting:preferences_read',
  'meeting:preferences_write',
  'meeting:participants_read',
  'meeting:participants_write',
  'meeting:controls_read',
  'meeting:controls_write',
  'meeting:recordings_read',
  'meeting:recordings_write',
  'meeting:transcripts_read',
  'meeting:admin_schedule_read',
  'meeting:admin_schedule_write',
  'meeting:admin_preferences_read',
  'meeting:admin_preferences_write',
  'meeting:admin_participants_read',
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
  'meeting:admin_transcripts_read',
  'meeting:admin_config_read',
]);

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
