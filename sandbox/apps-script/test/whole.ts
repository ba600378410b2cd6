/** Local Apps Script on the whole local Google: for projects as somebody else would write them. */
import { join } from 'node:path';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { ServiceHandle } from '../../control/service-handle.ts';
import { recorded } from '../../control/test/recorded.ts';
import { addGoogleEdge } from '../../google/google-edge.ts';
import { googleRoutes } from '../../google-routes.ts';
import { makePlatforms } from '../../platforms.ts';
import type { Platforms } from '../../platforms.ts';
import { runCommand } from '../../script-command.ts';
import type { CommandAnswer } from '../../script-command.ts';

const START = '2026-03-02T09:00:00Z';
/** Made by `makePlatforms` with nobody in it: these two are added, in one domain. */
export const ANNA = 'anna@sample.test';
export const BEN = 'ben@sample.test';

export class Whole {
  readonly platforms: Platforms;
  readonly #google: FastifyInstance;

  private constructor(platforms: Platforms, google: FastifyInstance) {
    this.platforms = platforms;
    this.#google = google;
  }

  static async start(): Promise<Whole> {
    const google = fastify({ forceCloseConnections: true });
    const nowhere = 'http://127.0.0.1:9';
    const names = ['web', 'google', 'webex', 'control', 'clock', 'service'] as const;
    const origins = Object.fromEntries(names.map((name) => [name, nowhere])) as Record<
      (typeof names)[number],
      string
    >;
    const platforms = makePlatforms({
      seed: 'empty',
      clock: START,
      clockMode: 'stopped',
      profile: 'demo',
      origins,
      recorder: recorded,
      service: new ServiceHandle(() => undefined),
      log: () => undefined,
    });
    const { ground, identity, people } = platforms;
    addGoogleEdge(google, ground, identity);
    googleRoutes(google, platforms);
    const origin = await google.listen({ host: '127.0.0.1', port: 0 });
    for (const [host, local] of Object.entries(ground.hosts.entries()))
      if (local === nowhere && /google/.test(host)) ground.hosts.set(host, origin);
    for (const [email, name] of [
      [ANNA, 'Anna Bell'],
      [BEN, 'Ben Ode'],
    ] as const)
      people.add({ email, name, language: 'en', timeZone: 'Europe/Paris', webex: null });
    return new Whole(platforms, google);
  }

  get google(): FastifyInstance {
    return this.#google;
  }

  /** As `npm run apps-script` does it, with a project of `test/projects`. */
  run(project: string, more: Readonly<Record<string, unknown>>): Promise<CommandAnswer> {
    return runCommand(this.platforms, { dir: this.dir(project), as: ANNA, ...more });
  }

  dir(project: string): string {
    return join(import.meta.dirname, 'projects', project);
  }

  /** Virtual time, from due instant to due instant, waiting at each for what it starts. */
  async advance(ms: number): Promise<void> {
    const { clock, open } = this.platforms.ground;
    const until = clock.now() + ms;
    for (let next = clock.next(); next && next.at <= until; next = clock.next()) {
      clock.set(Math.max(next.at, clock.now()));
      clock.runDue();
      do await new Promise((resolve) => setImmediate(resolve));
      while (open.count > 0);
    }
    clock.set(until);
  }

  async stop(): Promise<void> {
    await this.#google.close();
    this.platforms.close();
  }
}
