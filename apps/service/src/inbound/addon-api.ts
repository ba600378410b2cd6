import type { ContractVersion, Health } from '@webex-scheduler/contracts';
import {
  CardRequest,
  ChangesRequest,
  CheckRequest,
  ConferencesRequest,
} from '@webex-scheduler/contracts/validators';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { ServiceError } from '../errors.ts';
import type { IdTokenVerifier } from '../outbound/google-identity.ts';
import type { Sync } from '../sync/sync.ts';
import type { Reporter } from '../sync/world.ts';
import type { Credentials, People } from './people.ts';
import type { PersonBudget } from './person-budget.ts';
import { refuse } from './refusal.ts';

interface AddonApiOptions {
  readonly idTokens: IdTokenVerifier;
  /** Client ids of the add-on's Cloud project; nobody else's tokens are taken. */
  readonly audiences: readonly string[];
  readonly people: Pick<People, 'reporter'>;
  readonly credentials: Pick<Credentials, 'issue' | 'verify'>;
  readonly budget: PersonBudget;
  readonly sync: Pick<Sync, 'report' | 'conference' | 'check' | 'card'>;
}

/** This source's version and the one before: an add-on is updated later than its service. */
const CURRENT: ContractVersion = 1;
const ACCEPTED: readonly number[] = [CURRENT, CURRENT - 1];

/** A page of 25 events with full guest lists; anything longer is not our add-on. */
const BODY_LIMIT = 8 * 1024 * 1024;

const Contract = v.object({ contract: v.number() });

/** The conversation with the add-on: who speaks is settled before a byte of the body is read. */
export function addonApi(options: AddonApiOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    const reporters = new WeakMap<FastifyRequest, Reporter>();
    const reporterOf = (request: FastifyRequest): Reporter => {
      const reporter = reporters.get(request);
      if (!reporter) throw new ServiceError('not-signed-in');
      return reporter;
    };

    server.setErrorHandler(refuse);
    server.addHook('onRequest', async (request) => {
      const reporter = await authenticate(options, request.headers.authorization);
      options.budget.spend(reporter.orgId, reporter.accountId);
      reporters.set(request, reporter);
    });
    server.addHook('preValidation', async (request) => {
      const said = v.safeParse(Contract, request.body);
      if (!said.success) throw new ServiceError('bad-request');
      if (!ACCEPTED.includes(said.output.contract)) throw new ServiceError('contract-outdated');
    });

    const route = <Body, Answer extends { readonly health: Health }>(
      path: string,
      schema: v.GenericSchema<unknown, Body>,
      answer: (reporter: Reporter, body: Body) => Promise<Answer>,
    ): void => {
      server.post(
        path,
        { bodyLimit: BODY_LIMIT, schema: { body: schema, tags: ['add-on'] } },
        async (request, reply) => {
          const reporter = reporterOf(request);
          const answered = await answer(reporter, request.body as Body);
          void reply.header('cache-control', 'no-store');
          return {
            ...answered,
            health: { ...answered.health, credential: options.credentials.issue(reporter) },
          };
        },
      );
    };
    route('/addon/v1/conferences', ConferencesRequest, (reporter, body) =>
      options.sync.conference(reporter, body),
    );
    route('/addon/v1/changes', ChangesRequest, (reporter, body) => options.sync.report(reporter, body));
    route('/addon/v1/check', CheckRequest, (reporter, body) => options.sync.check(reporter, body));
    route('/addon/v1/cards', CardRequest, (reporter, body) => options.sync.card(reporter, body));
  };
}

/** @throws {ServiceError} `not-signed-in` without a word why; `org-unknown` and the like for Google's own people. */
async function authenticate(options: AddonApiOptions, authorization: string | undefined): Promise<Reporter> {
  const [, scheme = '', value = ''] =
    /^(Bearer|Addon) ([\w.~+/=-]{1,16384})$/.exec(authorization ?? '') ?? [];
  if (scheme === 'Addon') return options.credentials.verify(value);
  if (scheme !== 'Bearer') throw new ServiceError('not-signed-in');
  return options.people.reporter(await options.idTokens.verify(value, { audiences: options.audiences }));
}
