import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type Shell } from '../http-shell.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { readZone } from '../meetings/meeting-times.ts';
import { SCHEDULES_READ } from '../oauth/scopes.ts';
import type { Template, Templates } from './templates.ts';

const flag = v.optional(queryFlag);
const Query = v.object({
  templateType: v.optional(v.picklist(['meeting', 'webinar'])),
  locale: v.optional(v.string(), 'en_US'),
  isDefault: flag,
  isStandard: flag,
  siteUrl: v.optional(v.string()),
});

/** `/meetings/templates` below the server's prefix; the list has no pages. */
export function templateRoutes(
  server: FastifyInstance,
  deps: Shell & { readonly templates: Templates },
): void {
  const { templates, ground } = deps;
  server.get(
    '/meetings/templates',
    api(deps, SCHEDULES_READ, (call) => {
      const query = readBody(Query, call.query);
      const found = templates
        .list(call.actFor(call.query['hostEmail']), query.siteUrl)
        .filter((one) => query.templateType === undefined || one.templateType === query.templateType)
        .filter(({ locale }) => locale === query.locale)
        .filter((one) => query.isDefault === undefined || one.isDefault === query.isDefault)
        .filter((one) => query.isStandard === undefined || one.isStandard === query.isStandard);
      return { status: 200, body: { items: found.map(summary) } };
    }),
  );
  server.get(
    '/meetings/templates/:templateId',
    api(deps, SCHEDULES_READ, (call) => {
      const host = call.actFor(call.query['hostEmail']);
      const template = templates.of(host, call.params['templateId'] ?? '');
      const zone = readZone(call.headers['timezone'], ground.switches);
      return {
        status: 200,
        body: { ...summary(template), meeting: templates.meetingOf(template, host, zone) },
      };
    }),
  );
}

function summary({ id, name, locale, siteUrl, templateType, isDefault, isStandard }: Template): object {
  return { id, name, locale, siteUrl, templateType, isDefault, isStandard };
}
