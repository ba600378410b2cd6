import type { Migration } from 'kysely/migration';
import { first } from './migrations/0001-first.ts';

/** Every migration, by its number; names never change once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
};
