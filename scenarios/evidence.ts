/** What a failed story leaves behind, for whoever looks into it: a folder of the cache, named like the story. */
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Product } from '@webex-scheduler/testkit';

const FOLDER = resolve(import.meta.dirname, '..', '.cache', 'failed-stories');
/** What control knows of what happened: who called whom, what ran, who was written to. */
const LISTS = { calls: '/calls', executions: '/executions', mail: '/mail', service: '/service' } as const;

/** Never rejects: the story's own failure is what is to be reported. */
export async function keepEvidence(product: Product, story: string): Promise<void> {
  const folder = join(FOLDER, story.replaceAll(/[^\p{L}\p{N}=.]+/gu, '-').replaceAll(/^-|-$/g, ''));
  await fill(folder, product).catch((error: unknown) => {
    process.stderr.write(`Nothing could be kept of the failure: ${String(error)}\n`);
  });
}

/** As much as there is: what failed may have taken control, or the service, with it. */
async function fill(folder: string, { control, ready, log }: Product): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const serviceLog = join(ready.data, 'service', 'service.log');
  await Promise.allSettled([
    ...Object.entries(LISTS).map(async ([name, path]) => {
      const list: unknown = await control.call('GET', path);
      await writeFile(join(folder, `${name}.json`), JSON.stringify(list, null, 1));
    }),
    writeFile(join(folder, 'product.log'), log.join('\n')),
    existsSync(serviceLog) ? cp(serviceLog, join(folder, 'service.log')) : undefined,
  ]);
  process.stderr.write(`What is known of the failure: ${folder}\n`);
}
