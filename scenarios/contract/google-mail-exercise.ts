/** What clients of others ask of Gmail, the Directory and the sign-in, as they ask it: over HTTP. */
import type { Product } from '@webex-scheduler/testkit';

type Json = Readonly<Record<string, unknown>>;
type Ask = (method: string, path: string, body?: unknown, expected?: number) => Promise<Json>;

const AUTH = 'https://www.googleapis.com/auth/';
const MAIL = ['https://mail.google.com/'];
const PEOPLE = [
  'admin.directory.user',
  'admin.directory.userschema',
  'admin.directory.group',
  'admin.directory.orgunit',
].map((name) => `${AUTH}${name}`);
const WHO = ['openid', `${AUTH}userinfo.email`, `${AUTH}userinfo.profile`];

/** @param owner - an administrator. @throws {Error} for a call that is not answered as it should be */
export async function exerciseMailAndPeople(
  { control, ready }: Product,
  owner: string,
  guest: string,
): Promise<void> {
  const asking = async (email: string, scopes: readonly string[]): Promise<Ask> => {
    const { access_token: token } = await control.call<{ access_token: string }>('POST', '/google/tokens', {
      email,
      scopes,
      expiresInS: null,
    });
    return async (method, path, body, expected = 200) => {
      const response = await fetch(`${ready.google}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status !== expected) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? {} : (JSON.parse(text) as Json);
    };
  };
  await mail(await asking(owner, MAIL), guest);
  await people(await asking(owner, PEOPLE), await asking(guest, PEOPLE), owner, guest);
  await identity(await asking(owner, WHO));
}

async function mail(ask: Ask, guest: string): Promise<void> {
  const me = '/gmail/v1/users/me';
  const raw = (subject: string): string =>
    Buffer.from(`To: ${guest}\r\nSubject: ${subject}\r\n\r\nHello.\r\n`).toString('base64url');
  await ask('GET', `${me}/profile`);
  const sent = await ask('POST', `${me}/messages/send`, { raw: raw('One') });
  await ask('POST', `${me}/messages/send`, { raw: raw('Two') });
  const id = String(sent['id']);
  for (const format of ['minimal', 'full', 'raw', 'metadata'])
    await ask('GET', `${me}/messages/${id}?format=${format}`);
  const page = await ask('GET', `${me}/messages?maxResults=1&q=in:sent`);
  await ask('GET', `${me}/messages?maxResults=1&q=in:sent&pageToken=${String(page['nextPageToken'])}`);
  await ask('GET', `${me}/threads?labelIds=SENT`);
  await ask('GET', `${me}/threads/${String(sent['threadId'])}?format=metadata&metadataHeaders=Subject`);
  await ask('POST', `${me}/messages/${id}/modify`, { addLabelIds: ['STARRED'], removeLabelIds: [] });
  await ask('POST', `${me}/messages/${id}/trash`);
  await ask('POST', `${me}/messages/${id}/untrash`);
  const label = await ask('POST', `${me}/labels`, { name: 'Exercise' });
  await ask('GET', `${me}/labels`);
  await ask('GET', `${me}/labels/${String(label['id'])}`);
  await ask('PATCH', `${me}/labels/${String(label['id'])}`, { name: 'Exercised' });
  await ask('DELETE', `${me}/labels/${String(label['id'])}`, undefined, 204);
  const draft = `${me}/drafts/${String((await ask('POST', `${me}/drafts`, { message: { raw: raw('D') } }))['id'])}`;
  await ask('GET', draft);
  await ask('PUT', draft, { message: { raw: raw('D2') } });
  await ask('GET', `${me}/drafts`);
  await ask('POST', `${me}/drafts/send`, { id: draft.split('/').at(-1) });
  await ask('GET', draft, undefined, 404);
  await ask('GET', `${me}/settings/sendAs`);
  await ask('GET', `${me}/history?startHistoryId=1`, undefined, 501);
}

async function people(ask: Ask, colleague: Ask, owner: string, guest: string): Promise<void> {
  const base = '/admin/directory/v1';
  await ask('GET', `${base}/users/${guest}?projection=full`);
  await ask('GET', `${base}/users?customer=my_customer&maxResults=2&orderBy=email`);
  await ask('GET', `${base}/users?customer=my_customer&query=email:${owner.slice(0, 3)}*`);
  await colleague('GET', `${base}/users/${owner}?viewType=domain_public`);
  await colleague('GET', `${base}/users/${owner}`, undefined, 403);
  await ask('GET', `${base}/users/nobody@${owner.split('@')[1] ?? ''}`, undefined, 404);
  const schemas = `${base}/customer/my_customer/schemas`;
  const fields = [{ fieldName: 'site', fieldType: 'STRING', readAccessType: 'ALL_DOMAIN_USERS' }];
  await ask('POST', schemas, { schemaName: 'Exercise', displayName: 'Exercise', fields });
  await ask('GET', schemas);
  await ask('GET', `${schemas}/Exercise`);
  await ask('PATCH', `${base}/users/${guest}`, { customSchemas: { Exercise: { site: 'x.example' } } });
  await ask('GET', `${base}/users/${guest}?projection=custom&customFieldMask=Exercise`);
  await ask('DELETE', `${schemas}/Exercise`, undefined, 204);
  const email = `exercise@${owner.split('@')[1] ?? ''}`;
  await ask('POST', `${base}/groups`, { email, name: 'Exercise' });
  await ask('POST', `${base}/groups/${email}/members`, { email: guest, role: 'MEMBER' });
  await ask('GET', `${base}/groups/${email}/members`);
  await ask('GET', `${base}/groups?customer=my_customer`);
  await ask('DELETE', `${base}/groups/${email}`, undefined, 204);
  await ask('GET', `${base}/customer/my_customer/orgunits?type=all`);
}

async function identity(ask: Ask): Promise<void> {
  for (const version of ['v1', 'v2', 'v3']) await ask('GET', `/oauth2/${version}/userinfo`);
  for (const path of ['/tokeninfo', '/oauth2/v1/tokeninfo']) await ask('POST', path);
  await ask('GET', '/tokeninfo?access_token=torn', undefined, 400);
  await ask('GET', '/oauth2/v3/certs');
  await ask('GET', '/.well-known/openid-configuration');
  await ask('GET', '/discovery/v1/apis');
  await ask('GET', '/discovery/v1/apis/calendar/v3/rest');
}
