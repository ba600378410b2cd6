/**
 * The add-on service. Everything is made here in the order of its dependence and handed what it needs:
 * configuration, clock, database, keys, the outside, the loop, what is due, the doors.
 */
import { pino } from 'pino';
import type { Logger } from 'pino';
import { platformClock, systemClock } from './clock.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { buildServer } from './inbound/build-server.ts';
import { pagesOf } from './inbound/link-address.ts';
import { contactOf } from './inbound/organisation-of.ts';
import { dueLinksSource } from './jobs/due-links.ts';
import { InProcessJobs } from './jobs/in-process-jobs.ts';
import { resealAll } from './jobs/reseal.ts';
import { createOutbound } from './outbound/outbound.ts';
import { openKeys } from './seal/key-file.ts';
import { createSeal, randomIds } from './seal/seal.ts';
import type { ServiceSeal } from './seal/seal.ts';
import { openDatabase } from './store/database.ts';
import type { Database } from './store/database.ts';
import { createSync } from './sync/sync.ts';

async function run(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: null });
  const clock = config.clockUrl === undefined ? systemClock() : await platformClock(config.clockUrl);
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  if (database.embedded)
    log.warn('the embedded database survives a killed process, not a power cut; use DATABASE_URL for more');
  const onError = unforeseenTo(log);
  const seal = createSeal(await openKeys(config.dataDir, config.keyFile));
  const outbound = createOutbound({ config, clock, database, seal });
  const sync = await createSync({
    database,
    seal,
    clock,
    webex: outbound.webex,
    ids: randomIds,
    pages: pagesOf(config),
    onError,
    contact: (orgId) => contactOf(config, orgId),
  });
  const jobs = new InProcessJobs(dueLinksSource(database, sync, clock, onError));
  const server = await buildServer({
    config,
    clock,
    database,
    seal,
    outbound,
    sync,
    log,
    requestEnded: () => {
      clock.requestEnded();
    },
  });
  await server.listen({ host: config.host, port: config.port });

  clock.start(async () => {
    const nextDue = await jobs.tick(clock.now()).catch((error: unknown) => {
      onError(error, { orgId: 'any', what: 'round' });
      return null;
    });
    return {
      idle: jobs.idle(),
      nextDue,
      pending: nextDue === null ? [] : [{ due: nextDue, what: 'due row' }],
    };
  });

  const resealing = reseal(database, seal, log, onError);

  stopWith(async () => {
    await server.close();
    await resealing;
    await clock.stop();
    await database.close();
  });
}

type OnError = (error: unknown, where: { readonly orgId: string; readonly what: string }) => void;

function unforeseenTo(log: Logger): OnError {
  return (error, { orgId, what }) => {
    // The error itself may quote a row or a reply; its kind may not.
    const { name, code } = error as { name?: unknown; code?: unknown };
    log.error({ orgId, what, name, code }, 'unforeseen');
  };
}

/** Seals anew what an older key sealed, and tells the operator when that key can go. */
async function reseal(database: Database, seal: ServiceSeal, log: Logger, onError: OnError): Promise<void> {
  try {
    const done = await resealAll(database, seal);
    if (done.unknown > 0) log.error(done, 'sealed with a key that is not in the key file');
    else if (done.resealed > 0) log.info(done, 'sealed anew with the current key');
  } catch (error) {
    onError(error, { orgId: 'any', what: 'reseal' });
  }
}

/** Ends the process in order when it is asked to, or when the parent that started it has died without a word. */
function stopWith(close: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await close();
    process.exit(0);
  };
  for (const sign of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(sign, () => void stop());
}

try {
  await run(readConfig());
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
