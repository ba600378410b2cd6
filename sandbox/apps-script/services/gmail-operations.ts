/** The advanced Gmail service's methods. */
import type { Operation } from './rest-operation.ts';

const USER = '/users/{0}';
const MESSAGES = `${USER}/messages`;
const THREADS = `${USER}/threads`;
const LABELS = `${USER}/labels`;
const DRAFTS = `${USER}/drafts`;

export const GMAIL_OPERATIONS: Readonly<Record<string, Operation>> = {
  'Users.getProfile': { http: 'GET', path: `${USER}/profile` },
  'Users.Drafts.create': { http: 'POST', path: DRAFTS, resource: true },
  'Users.Drafts.get': { http: 'GET', path: `${DRAFTS}/{1}` },
  'Users.Drafts.list': { http: 'GET', path: DRAFTS },
  'Users.Drafts.remove': { http: 'DELETE', path: `${DRAFTS}/{1}` },
  'Users.Drafts.send': { http: 'POST', path: `${DRAFTS}/send`, resource: true },
  'Users.Drafts.update': { http: 'PUT', path: `${DRAFTS}/{1}`, resource: true },
  'Users.Labels.create': { http: 'POST', path: LABELS, resource: true },
  'Users.Labels.get': { http: 'GET', path: `${LABELS}/{1}` },
  'Users.Labels.list': { http: 'GET', path: LABELS },
  'Users.Labels.patch': { http: 'PATCH', path: `${LABELS}/{1}`, resource: true },
  'Users.Labels.remove': { http: 'DELETE', path: `${LABELS}/{1}` },
  'Users.Labels.update': { http: 'PUT', path: `${LABELS}/{1}`, resource: true },
  'Users.Messages.batchDelete': { http: 'POST', path: `${MESSAGES}/batchDelete`, resource: true },
  'Users.Messages.batchModify': { http: 'POST', path: `${MESSAGES}/batchModify`, resource: true },
  'Users.Messages.get': { http: 'GET', path: `${MESSAGES}/{1}` },
  'Users.Messages.insert': { http: 'POST', path: MESSAGES, resource: true },
  'Users.Messages.list': { http: 'GET', path: MESSAGES },
  'Users.Messages.modify': { http: 'POST', path: `${MESSAGES}/{1}/modify`, resource: true },
  'Users.Messages.remove': { http: 'DELETE', path: `${MESSAGES}/{1}` },
  'Users.Messages.send': { http: 'POST', path: `${MESSAGES}/send`, resource: true },
  'Users.Messages.trash': { http: 'POST', path: `${MESSAGES}/{1}/trash` },
  'Users.Messages.untrash': { http: 'POST', path: `${MESSAGES}/{1}/untrash` },
  'Users.Messages.Attachments.get': { http: 'GET', path: `${MESSAGES}/{1}/attachments/{2}` },
  'Users.Threads.get': { http: 'GET', path: `${THREADS}/{1}` },
  'Users.Threads.list': { http: 'GET', path: THREADS },
  'Users.Threads.modify': { http: 'POST', path: `${THREADS}/{1}/modify`, resource: true },
  'Users.Threads.remove': { http: 'DELETE', path: `${THREADS}/{1}` },
  'Users.Threads.trash': { http: 'POST', path: `${THREADS}/{1}/trash` },
  'Users.Threads.untrash': { http: 'POST', path: `${THREADS}/{1}/untrash` },
};
