import type { Migration } from 'kysely/migration';
import { first } from './migrations/0001-first.ts';
import { auditChain } from './migrations/0002-audit-chain.ts';

/** Every migration, by its number; names never change once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-audit-chain': auditChain,
};
