/** A person field by field, as an administrator and as a colleague read him, against recorded answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapeFaults } from '../test/shape.ts';
import { ADA, BEN, startLocalDirectory, type LocalDirectory } from './test/local-directory.ts';

let local: LocalDirectory;
beforeAll(async () => {
  local = await startLocalDirectory();
});
afterAll(() => local.close());

const FORMS = {
  kind: /^admin#directory#user$/,
  id: /^\d{21}$/,
  etag: /^"[\w-]+\/[\w-]+"$/,
  lastLoginTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/,
  creationTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/,
  customerId: /^C[0-9a-z]{8}$/,
  orgUnitPath: /^\//,
};
const FLAGS =
  'isAdmin isDelegatedAdmin lastLoginTime creationTime agreedToTerms suspended archived ' +
  'changePasswordAtNextLogin ipWhitelisted';
const ADMIN =
  `kind id etag primaryEmail name ${FLAGS} emails languages? aliases? nonEditableAliases? customerId orgUnitPath ` +
  'isMailboxSetup isEnrolledIn2Sv isEnforcedIn2Sv includeInGlobalAddressList thumbnailPhotoUrl? ' +
  'thumbnailPhotoEtag? customSchemas?';
/** Flags of an account are told whether they are set or not. */
const saidEmpty = [
  ...'isAdmin isDelegatedAdmin agreedToTerms suspended archived changePasswordAtNextLogin'.split(' '),
  ...'ipWhitelisted isMailboxSetup isEnrolledIn2Sv isEnforcedIn2Sv includeInGlobalAddressList'.split(' '),
];

describe('a user', () => {
  it('has every flag for an administrator, in order, and no custom schema unless it is asked for', async () => {
    for (const userKey of [ADA, BEN]) {
      const { data } = await local.as(ADA).users.get({ userKey });
      expect(shapeFaults(data, { keys: ADMIN, forms: FORMS, saidEmpty })).toEqual([]);
      expect(data).not.toHaveProperty('customSchemas');
      expect(data).toMatchObject({ emails: [{ address: userKey, primary: true }] });
      expect(Object.keys(data.name ?? {})).toEqual(['givenName', 'familyName', 'fullName']);
    }
  });

  it('has none of them in the public view', async () => {
    const { data } = await local.as(BEN).users.get({ userKey: ADA, viewType: 'domain_public' });
    const keys = 'kind id etag primaryEmail name emails languages? thumbnailPhotoUrl? thumbnailPhotoEtag?';
    expect(shapeFaults(data, { keys, forms: FORMS })).toEqual([]);
    expect(Object.keys(data).join(' ')).not.toMatch(/is[A-Z]|suspended|Time|orgUnit|customerId/);
  });
});
