/**
 * Known defects of Webex's published OpenAPI file (webex-meeting.json, commit 1be8332), mended on a copy in memory.
 * Each entry says what the file gets wrong; the file itself is never changed.
 */
import type { Defect, OpenApi } from './open-api.ts';
import type { Published } from './published-contract.ts';

const HOST_ONLY = [
  'meetingSeriesId',
  'telephony',
  'password',
  'hostKey',
  'phoneAndVideoSystemPassword',
  'sipAddress',
  'dialInIpAddress',
];

export const DEFECTS: readonly Defect[] = [
  {
    what: 'meetingSeriesId is required of a series object, which never carries it; host-only and dial-in keys are required where they are absent',
    mend: ({ components }) => {
      for (const [name, schema] of Object.entries(components.schemas)) {
        if (!/Meeting/.test(name) || !schema.required) continue;
        schema.required = schema.required.filter((key) => !HOST_ONLY.includes(key));
        if (schema.required.length === 0) delete schema.required;
      }
    },
  },
  {
    what: 'PATCH /meetings/{meetingId} declares only application/json-patch+json, yet its body is a plain merge object',
    mend: ({ paths }) => {
      const body = paths['/meetings/{meetingId}']?.['patch']?.requestBody;
      const declared = body?.content['application/json-patch+json'];
      if (body && declared !== undefined) body.content['application/json'] = declared;
    },
  },
  {
    what: 'end and enabledBreakoutSessions are required of every meeting; a running instance has no end, an ended one few keys',
    mend: ({ components }) => {
      const listed = components.schemas['MeetingObjectForListMeeting'];
      if (listed?.required)
        listed.required = listed.required.filter((key) => key !== 'end' && key !== 'enabledBreakoutSessions');
    },
  },
  {
    what: "the personal room's telephony.links is declared as one object; the file's own example is a list",
    mend: ({ components }) => {
      for (const schema of Object.values(components.schemas)) {
        const room = schema.properties?.['personalMeetingRoom'] ?? schema;
        const { telephony } = room.properties ?? {};
        const links = telephony?.properties?.['links'];
        if (telephony?.properties && links?.type === 'object')
          telephony.properties['links'] = { type: 'array', items: links };
      }
    },
  },
  {
    what: 'POST /meetings/join declares only 200, though its prose redirects unless joinDirectly is false',
    mend: ({ paths }) => {
      const { responses } = paths['/meetings/join']?.['post'] ?? {};
      if (responses) responses['302'] = {};
    },
  },
  {
    what: 'PATCH takes null for agenda, recurrence and trackingCodes, says its prose; no schema is nullable',
    mend: ({ components }) => {
      const { properties = {} } = components.schemas['PatchMeetingObject'] ?? {};
      for (const key of ['agenda', 'recurrence', 'trackingCodes', 'integrationTags']) {
        const schema = properties[key];
        if (schema) schema.nullable = true;
      }
    },
  },
  {
    what: 'start and end are required of a new meeting, though they are optional where it has a template',
    mend: ({ components }) => {
      const created = components.schemas['CreateMeetingObject'];
      if (created?.required)
        created.required = created.required.filter((key) => key !== 'start' && key !== 'end');
    },
  },
  {
    what: 'no request body is required, so that an empty one would pass',
    mend: ({ paths }) => {
      for (const operations of Object.values(paths))
        for (const { requestBody } of Object.values(operations)) if (requestBody) requestBody.required = true;
    },
  },
  {
    what: 'webhooks know the event all, which the guide documents and the file leaves out',
    mend: ({ paths, components }) => {
      const created = paths['/webhooks']?.['post']?.requestBody?.content['application/json'];
      const schemas = [created?.schema, components.schemas['Webhook']];
      for (const schema of schemas) schema?.properties?.['event']?.enum?.push('all');
    },
  },
];

/** Only these are asked of Webex here; the rest of the file would only cost time. */
const USED = new RegExp(
  [
    '^/meetings(/\\{meetingId\\}(/end)?|/(join|reassignHost|trackingCodes)|/(templates|sessionTypes)(/.*)?)?$',
    '^/(meetingInvitees|people|meetingPreferences|webhooks)(/.*)?$',
    '^/admin/(meetings(/.*)?|meeting/config/commonSettings)$',
  ].join('|'),
);

/** @param file - the text of webex-meeting.json */
export function webexPublished(file: string): Published {
  const definition = JSON.parse(file) as OpenApi;
  for (const defect of DEFECTS) defect.mend(definition);
  definition.paths = Object.fromEntries(Object.entries(definition.paths).filter(([path]) => USED.test(path)));
  return { definition, below: /^\/v1(?=\/)/, exactTypes: true };
}
