import type { Config, Organisation } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { GoogleIdentity } from '../outbound/google-identity.ts';

/** Where people without a Workspace domain live, if the operator lets them in at all. */
const PERSONAL: Organisation = { id: 'personal', domains: [], admins: [], retentionDays: 30 };

type Rules = Pick<Config, 'organisations' | 'allowPersonalAccounts'>;

/**
 * The organisation of a signed-in person, by configuration alone: the domain of an address proves nothing, only
 * Google's `hd` says that a Workspace domain manages the account.
 * @throws {ServiceError} `org-unknown`, `org-personal`
 */
export function organisationOf(rules: Rules, identity: Pick<GoogleIdentity, 'hostedDomain'>): Organisation {
  const { hostedDomain } = identity;
  if (hostedDomain === undefined) {
    if (rules.allowPersonalAccounts) return PERSONAL;
    throw new ServiceError('org-personal');
  }
  const found = rules.organisations.find(({ domains }) => domains.includes(hostedDomain));
  if (!found) throw new ServiceError('org-unknown', { domain: hostedDomain });
  return found;
}

/** The organisation with this id, if it is configured. */
export function findOrganisation(rules: Rules, id: string): Organisation | undefined {
  if (rules.allowPersonalAccounts && id === PERSONAL.id) return PERSONAL;
  return rules.organisations.find((organisation) => organisation.id === id);
}

/** Who answers questions, as the organisation itself published it. */
export function contactOf(rules: Rules, orgId: string): string | undefined {
  return findOrganisation(rules, orgId)?.admins[0];
}
