/**
 * Known defects of Webex's published OpenAPI file (webex-meeting.json, commit 1be8332), mended on a copy in memory.
 * Each entry says what the file gets wrong; the file itself is never changed.
 */
interface Schema {
  required?: string[];
  properties?: Record<string, unknown>;
}

interface Operation {
  requestBody?: { content: Record<string, unknown> };
}

export interface OpenApi {
  openapi: string;
  info: unknown;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Defect {
  readonly what: string;
  readonly mend: (file: OpenApi) => void;
}

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
];
