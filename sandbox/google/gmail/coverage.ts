/**
 * Which methods of Gmail v1 are served, and how far. What is refused is refused by the name that stands here; a test
 * holds the table against the routes, `npm run contracts` against the published operations.
 */
type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface MailMethod {
  /** Below `gmail.users`, as the official clients call it. */
  readonly id: string;
  readonly http: HttpMethod;
  /** Below `/gmail/v1/users/{userId}`. */
  readonly path: string;
  readonly status: 'done' | 'partial' | 'refused';
  /** What is missing, where something is. */
  readonly lacks?: string;
}

type Line = readonly [call: string, path: string, lacks?: string];

const SERVED: readonly Line[] = [
  ['GET getProfile', '/profile'],
  ['GET messages.list', '/messages'],
  ['POST messages.insert', '/messages'],
  ['POST messages.import', '/messages/import'],
  ['GET messages.get', '/messages/{id}'],
  ['DELETE messages.delete', '/messages/{id}'],
  ['POST messages.send', '/messages/send', 'delivery beyond this machine'],
  ['POST messages.modify', '/messages/{id}/modify'],
  ['POST messages.trash', '/messages/{id}/trash'],
  ['POST messages.untrash', '/messages/{id}/untrash'],
  ['POST messages.batchModify', '/messages/batchModify'],
  ['POST messages.batchDelete', '/messages/batchDelete'],
  ['GET messages.attachments.get', '/messages/{messageId}/attachments/{id}'],
  ['GET threads.list', '/threads'],
  ['GET threads.get', '/threads/{id}'],
  ['DELETE threads.delete', '/threads/{id}'],
  ['POST threads.modify', '/threads/{id}/modify'],
  ['POST threads.trash', '/threads/{id}/trash'],
  ['POST threads.untrash', '/threads/{id}/untrash'],
  ['GET labels.list', '/labels'],
  ['POST labels.create', '/labels', 'nested labels are names with a slash and nothing more'],
  ['GET labels.get', '/labels/{id}'],
  ['PUT labels.update', '/labels/{id}'],
  ['PATCH labels.patch', '/labels/{id}'],
  ['DELETE labels.delete', '/labels/{id}'],
  ['GET drafts.list', '/drafts'],
  ['POST drafts.create', '/drafts'],
  ['GET drafts.get', '/drafts/{id}'],
  ['PUT drafts.update', '/drafts/{id}'],
  ['DELETE drafts.delete', '/drafts/{id}'],
  ['POST drafts.send', '/drafts/send'],
  ['GET settings.sendAs.list', '/settings/sendAs', 'one address, the account’s own'],
];

const SETTINGS = '/settings';
const AS = `${SETTINGS}/sendAs`;
const SMIME = `${AS}/{sendAsEmail}/smimeInfo`;
const CSE = `${SETTINGS}/cse`;

const REFUSED: readonly Line[] = [
  ['GET history.list', '/history'],
  ['POST watch', '/watch'],
  ['POST stop', '/stop'],
  ['GET settings.getAutoForwarding', `${SETTINGS}/autoForwarding`],
  ['PUT settings.updateAutoForwarding', `${SETTINGS}/autoForwarding`],
  ['GET settings.getImap', `${SETTINGS}/imap`],
  ['PUT settings.updateImap', `${SETTINGS}/imap`],
  ['GET settings.getLanguage', `${SETTINGS}/language`],
  ['PUT settings.updateLanguage', `${SETTINGS}/language`],
  ['GET settings.getPop', `${SETTINGS}/pop`],
  ['PUT settings.updatePop', `${SETTINGS}/pop`],
  ['GET settings.getVacation', `${SETTINGS}/vacation`],
  ['PUT settings.updateVacation', `${SETTINGS}/vacation`],
  ['GET settings.delegates.list', `${SETTINGS}/delegates`],
  ['POST settings.delegates.create', `${SETTINGS}/delegates`],
  ['GET settings.delegates.get', `${SETTINGS}/delegates/{delegateEmail}`],
  ['DELETE settings.delegates.delete', `${SETTINGS}/delegates/{delegateEmail}`],
  ['GET settings.filters.list', `${SETTINGS}/filters`],
  ['POST settings.filters.create', `${SETTINGS}/filters`],
  ['GET settings.filters.get', `${SETTINGS}/filters/{id}`],
  ['DELETE settings.filters.delete', `${SETTINGS}/filters/{id}`],
  ['GET settings.forwardingAddresses.list', `${SETTINGS}/forwardingAddresses`],
  ['POST settings.forwardingAddresses.create', `${SETTINGS}/forwardingAddresses`],
  ['GET settings.forwardingAddresses.get', `${SETTINGS}/forwardingAddresses/{forwardingEmail}`],
  ['DELETE settings.forwardingAddresses.delete', `${SETTINGS}/forwardingAddresses/{forwardingEmail}`],
  ['POST settings.sendAs.create', AS],
  ['GET settings.sendAs.get', `${AS}/{sendAsEmail}`],
  ['PATCH settings.sendAs.patch', `${AS}/{sendAsEmail}`],
  ['PUT settings.sendAs.update', `${AS}/{sendAsEmail}`],
  ['DELETE settings.sendAs.delete', `${AS}/{sendAsEmail}`],
  ['POST settings.sendAs.verify', `${AS}/{sendAsEmail}/verify`],
  ['GET settings.sendAs.smimeInfo.list', SMIME],
  ['POST settings.sendAs.smimeInfo.insert', SMIME],
  ['GET settings.sendAs.smimeInfo.get', `${SMIME}/{id}`],
  ['DELETE settings.sendAs.smimeInfo.delete', `${SMIME}/{id}`],
  ['POST settings.sendAs.smimeInfo.setDefault', `${SMIME}/{id}/setDefault`],
  ['GET settings.cse.identities.list', `${CSE}/identities`],
  ['POST settings.cse.identities.create', `${CSE}/identities`],
  ['GET settings.cse.identities.get', `${CSE}/identities/{emailAddress}`],
  ['PATCH settings.cse.identities.patch', `${CSE}/identities/{emailAddress}`],
  ['DELETE settings.cse.identities.delete', `${CSE}/identities/{emailAddress}`],
  ['GET settings.cse.keypairs.list', `${CSE}/keypairs`],
  ['POST settings.cse.keypairs.create', `${CSE}/keypairs`],
  ['GET settings.cse.keypairs.get', `${CSE}/keypairs/{keyPairId}`],
  ['POST settings.cse.keypairs.disable', `${CSE}/keypairs/{keyPairId}:disable`],
  ['POST settings.cse.keypairs.enable', `${CSE}/keypairs/{keyPairId}:enable`],
  ['POST settings.cse.keypairs.obliterate', `${CSE}/keypairs/{keyPairId}:obliterate`],
];

export const COVERAGE: readonly MailMethod[] = [
  ...SERVED.map((line) => rowOf(line, line[2] === undefined ? 'done' : 'partial')),
  ...REFUSED.map((line) => rowOf(line, 'refused')),
];

function rowOf([call, path, lacks]: Line, status: MailMethod['status']): MailMethod {
  const [http = '', id = ''] = call.split(' ');
  return { id, http: http as HttpMethod, path, status, ...(lacks === undefined ? {} : { lacks }) };
}
