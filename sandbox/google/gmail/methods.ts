/** The methods of Gmail that are served, for the Discovery document. A test holds the table against the routes. */
import type { DescribedMethod } from '../discovery/rest-description.ts';
import { scopesOf, type Method } from './access.ts';

type Row = readonly [id: string, http: string, path: string, scope: Method, query?: string];

const SEARCH = 'includeSpamTrash labelIds maxResults pageToken q';
const FORMAT = 'format metadataHeaders';
const WRITE = 'internalDateSource deleted';

const ROWS: readonly Row[] = [
  ['getProfile', 'GET', '/profile', 'getProfile'],
  ['settings.sendAs.list', 'GET', '/settings/sendAs', 'sendAs.list'],
  ['messages.list', 'GET', '/messages', 'messages.list', SEARCH],
  ['messages.get', 'GET', '/messages/{id}', 'messages.get', FORMAT],
  ['messages.attachments.get', 'GET', '/messages/{messageId}/attachments/{id}', 'attachments.get'],
  ['messages.send', 'POST', '/messages/send', 'messages.send'],
  ['messages.insert', 'POST', '/messages', 'messages.insert', WRITE],
  ['messages.import', 'POST', '/messages/import', 'messages.insert', WRITE],
  ['messages.delete', 'DELETE', '/messages/{id}', 'messages.delete'],
  ['messages.trash', 'POST', '/messages/{id}/trash', 'messages.modify'],
  ['messages.untrash', 'POST', '/messages/{id}/untrash', 'messages.modify'],
  ['messages.modify', 'POST', '/messages/{id}/modify', 'messages.modify'],
  ['messages.batchModify', 'POST', '/messages/batchModify', 'messages.modify'],
  ['messages.batchDelete', 'POST', '/messages/batchDelete', 'messages.delete'],
  ['threads.list', 'GET', '/threads', 'threads.list', SEARCH],
  ['threads.get', 'GET', '/threads/{id}', 'threads.get', FORMAT],
  ['threads.modify', 'POST', '/threads/{id}/modify', 'threads.modify'],
  ['threads.trash', 'POST', '/threads/{id}/trash', 'threads.modify'],
  ['threads.untrash', 'POST', '/threads/{id}/untrash', 'threads.modify'],
  ['threads.delete', 'DELETE', '/threads/{id}', 'threads.delete'],
  ['labels.list', 'GET', '/labels', 'labels.list'],
  ['labels.get', 'GET', '/labels/{id}', 'labels.list'],
  ['labels.create', 'POST', '/labels', 'labels.write'],
  ['labels.update', 'PUT', '/labels/{id}', 'labels.write'],
  ['labels.patch', 'PATCH', '/labels/{id}', 'labels.write'],
  ['labels.delete', 'DELETE', '/labels/{id}', 'labels.write'],
  ['drafts.list', 'GET', '/drafts', 'drafts.list', 'includeSpamTrash maxResults pageToken q'],
  ['drafts.get', 'GET', '/drafts/{id}', 'drafts.list', 'format'],
  ['drafts.create', 'POST', '/drafts', 'drafts.create'],
  ['drafts.update', 'PUT', '/drafts/{id}', 'drafts.update'],
  ['drafts.send', 'POST', '/drafts/send', 'drafts.send'],
  ['drafts.delete', 'DELETE', '/drafts/{id}', 'drafts.delete'],
];

/** Whose mail may come by upload. */
export const UPLOADS: readonly string[] = [
  'messages.send',
  'messages.insert',
  'messages.import',
  'drafts.create',
  'drafts.update',
  'drafts.send',
];

export const GMAIL_METHODS: readonly DescribedMethod[] = ROWS.map(([id, http, path, scope, query = '']) => ({
  id: `users.${id}`,
  http,
  path: `gmail/v1/users/{userId}${path}`,
  query: query.split(' ').filter((name) => name !== ''),
  scopes: scopesOf(scope),
  upload: UPLOADS.includes(id),
}));
