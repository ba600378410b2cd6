/** Query parameters of the API: their kinds, as the Discovery document tells them. */
import { EVENT_TYPES } from '../event-body.ts';

export interface ParameterShape {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly format?: 'int32' | 'date-time';
  readonly repeated?: true;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly required?: true;
}

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const INSTANT = { type: 'string', format: 'date-time' } as const;
const LIST = { type: 'string', repeated: true } as const;
const NUMBER = { type: 'integer', format: 'int32', minimum: '1' } as const;
const VERSION = { type: 'integer', format: 'int32', minimum: '0', maximum: '1' } as const;

export const PARAMETERS = {
  alwaysIncludeEmail: FLAG,
  colorRgbFormat: FLAG,
  conferenceDataVersion: VERSION,
  destination: { ...TEXT, required: true },
  eventLabelVersion: VERSION,
  eventTypes: { ...LIST, enum: EVENT_TYPES },
  iCalUID: TEXT,
  maxAttendees: NUMBER,
  maxResults: NUMBER,
  minAccessRole: { ...TEXT, enum: ['freeBusyReader', 'owner', 'reader', 'writer'] },
  newDataOwner: { ...TEXT, required: true },
  orderBy: { ...TEXT, enum: ['startTime', 'updated'] },
  originalStart: TEXT,
  pageToken: TEXT,
  privateExtendedProperty: LIST,
  q: TEXT,
  sendNotifications: FLAG,
  sendUpdates: { ...TEXT, enum: ['all', 'externalOnly', 'none'] },
  sharedExtendedProperty: LIST,
  showDeleted: FLAG,
  showHidden: FLAG,
  showHiddenInvitations: FLAG,
  showOwnOrganizationOnly: FLAG,
  singleEvents: FLAG,
  supportsAttachments: FLAG,
  syncToken: TEXT,
  text: { ...TEXT, required: true },
  timeMax: INSTANT,
  timeMin: INSTANT,
  timeZone: TEXT,
  updatedMin: INSTANT,
  useAdminAccess: { ...FLAG, required: true },
} as const satisfies Readonly<Record<string, ParameterShape>>;

export type ParameterName = keyof typeof PARAMETERS;
