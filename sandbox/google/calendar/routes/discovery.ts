/**
 * Calendar's Discovery document, made from the table of methods that routes them: what a client builds
 * from it is what it can call. Methods that are refused are not in it.
 *
 * @see https://developers.google.com/discovery/v1/reference/apis
 */
import { scopesOf } from '../method-scopes.ts';
import type { ApiMethod } from './api-method.ts';
import { API_METHODS } from './api-methods.ts';
import type { ParameterShape } from './parameter-table.ts';
import { PARAMETERS } from './parameter-table.ts';
import type { Member } from './schema-table.ts';
import { membersOf, schemaNames } from './schema-table.ts';

const REVISION = '20260101';
const DESCRIPTION = 'The Calendar API of this machine’s local Google.';

const STANDARD_PARAMETERS = {
  alt: { type: 'string', default: 'json', enum: ['json'], location: 'query' },
  fields: { type: 'string', location: 'query' },
  key: { type: 'string', location: 'query' },
  oauth_token: { type: 'string', location: 'query' },
  prettyPrint: { type: 'boolean', default: 'true', location: 'query' },
  quotaUser: { type: 'string', location: 'query' },
  userIp: { type: 'string', location: 'query' },
};

/** @param origin - where this server was reached */
export function calendarDescription(origin: string): object {
  const served = API_METHODS.filter((method) => method.answer !== undefined);
  const scopes = [...new Set(served.flatMap((method) => scopesOf(method.id)))].sort();
  const resources: Record<string, { methods: Record<string, object> }> = {};
  for (const method of served) {
    const [resource = '', name = ''] = method.id.split('.');
    resources[resource] ??= { methods: {} };
    resources[resource].methods[name] = methodDescription(method);
  }
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: 'calendar:v3',
    name: 'calendar',
    version: 'v3',
    revision: REVISION,
    title: 'Calendar API',
    description: DESCRIPTION,
    ownerDomain: 'google.com',
    ownerName: 'Google',
    protocol: 'rest',
    rootUrl: `${origin}/`,
    servicePath: 'calendar/v3/',
    baseUrl: `${origin}/calendar/v3/`,
    basePath: '/calendar/v3/',
    batchPath: 'batch/calendar/v3',
    parameters: STANDARD_PARAMETERS,
    auth: {
      oauth2: { scopes: Object.fromEntries(scopes.map((scope) => [scope, { description: scope }])) },
    },
    schemas: Object.fromEntries(
      schemaNames().map((name) => [
        name,
        { id: name, type: 'object', properties: properties(membersOf(name)) },
      ]),
    ),
    resources,
  };
}

function methodDescription({ id, http, path, query, request, response }: ApiMethod): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameters: Record<string, object> = {};
  for (const name of inPath) parameters[name] = { type: 'string', required: true, location: 'path' };
  for (const name of [...query].sort()) {
    const shape: ParameterShape = PARAMETERS[name];
    parameters[name] = { ...shape, location: 'query' };
  }
  const demanded = query.filter((name) => 'required' in PARAMETERS[name]);
  return {
    id: `calendar.${id}`,
    path,
    flatPath: path,
    httpMethod: http,
    parameters,
    parameterOrder: [...inPath, ...demanded],
    ...(request === undefined ? {} : { request: { $ref: request } }),
    ...(response === undefined ? {} : { response: { $ref: response } }),
    scopes: [...scopesOf(id)].sort(),
  };
}

function properties(members: ReadonlyMap<string, Member>): object {
  return Object.fromEntries([...members].map(([name, member]) => [name, property(member)]));
}

function property({ kind, members }: Member): object {
  if (kind === 'value') return { type: 'any' };
  if (kind === 'map') return { type: 'object', additionalProperties: { type: 'any' } };
  const shape = { type: 'object', properties: properties(members) };
  if (kind === 'object') return shape;
  return { type: 'array', items: members.size === 0 ? { type: 'string' } : shape };
}
