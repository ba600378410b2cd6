/** Writes `src/store/schema.sql` from a freshly migrated database. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSchema } from '../src/store/dump-schema.ts';
import { backends } from './test-databases.ts';

const [lite] = backends({});
if (lite !== undefined) {
  const database = await lite.open();
  writeFileSync(join(import.meta.dirname, '../src/store/schema.sql'), await dumpSchema(database));
  await database.close();
}
