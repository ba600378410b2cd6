/** The Discovery document of an API whose bodies are not described member by member: enough to call its methods. */

export interface DescribedMethod {
  /** `collection.method`, collections within collections by dots. */
  readonly id: string;
  readonly http: string;
  /** Google's template, relative to the root. */
  readonly path: string;
  readonly query: readonly string[];
  readonly scopes: readonly string[];
  /** Whether a message may be uploaded with it. */
  readonly upload?: boolean;
}

export interface DescribedApi {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  /** Before each method's id; for most the API's name. */
  readonly prefix: string;
  readonly batchPath: string;
  readonly methods: readonly DescribedMethod[];
}

interface Collection {
  readonly methods: Record<string, object>;
  readonly resources: Record<string, Collection>;
}

const REVISION = '20260101';
const LARGEST_UPLOAD = '36700160';
const KINDS: Readonly<Record<string, object>> = {
  includeSpamTrash: { type: 'boolean' },
  labelIds: { type: 'string', repeated: true },
  maxResults: { type: 'integer', format: 'int32' },
  metadataHeaders: { type: 'string', repeated: true },
};
const STANDARD = [
  'access_token',
  'alt',
  'callback',
  'fields',
  'key',
  'oauth_token',
  'quotaUser',
  'uploadType',
];

/** @param origin - where this server was reached. @see https://developers.google.com/discovery/v1/reference/apis */
export function restDescription(api: DescribedApi, origin: string): object {
  const root: Collection = { methods: {}, resources: {} };
  for (const method of api.methods) {
    const names = method.id.split('.');
    const last = names.pop() ?? '';
    const at = names.reduce((of, name) => (of.resources[name] ??= { methods: {}, resources: {} }), root);
    at.methods[last] = methodDescription(api, method);
  }
  const { name, version, title } = api;
  const scopes = [...new Set(api.methods.flatMap((method) => method.scopes))].sort();
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: `${name}:${version}`,
    name,
    version,
    revision: REVISION,
    title,
    description: `The ${title} of this machine’s local Google.`,
    ownerDomain: 'google.com',
    ownerName: 'Google',
    protocol: 'rest',
    rootUrl: `${origin}/`,
    servicePath: '',
    baseUrl: `${origin}/`,
    basePath: '',
    batchPath: api.batchPath,
    parameters: {
      ...Object.fromEntries(STANDARD.map((one) => [one, { type: 'string', location: 'query' }])),
      prettyPrint: { type: 'boolean', default: 'true', location: 'query' },
    },
    auth: { oauth2: { scopes: Object.fromEntries(scopes.map((one) => [one, { description: one }])) } },
    schemas: { Body: { id: 'Body', type: 'object', additionalProperties: { type: 'any' } } },
    resources: root.resources,
  };
}

function methodDescription({ prefix }: DescribedApi, method: DescribedMethod): object {
  const { id, http, path, query, scopes, upload } = method;
  const inPath: readonly string[] = [...path.matchAll(/\{\+?(\w+)\}/g)].map(([, name = '']) => name);
  const parameters = Object.fromEntries<object>([
    ...inPath.map((name) => [name, { type: 'string', required: true, location: 'path' }] as const),
    ...query.map((name) => [name, { ...(KINDS[name] ?? { type: 'string' }), location: 'query' }] as const),
  ]);
  return {
    id: `${prefix}.${id}`,
    path,
    flatPath: path.replaceAll('{+', '{'),
    httpMethod: http,
    parameters,
    parameterOrder: inPath,
    ...(http === 'GET' || http === 'DELETE' ? {} : { request: { $ref: 'Body' } }),
    ...(http === 'DELETE' ? {} : { response: { $ref: 'Body' } }),
    scopes: [...scopes].sort(),
    ...(upload === true
      ? {
          supportsMediaUpload: true,
          mediaUpload: {
            accept: ['message/*'],
            maxSize: LARGEST_UPLOAD,
            protocols: {
              simple: { multipart: true, path: `/upload/${path}` },
              resumable: { multipart: true, path: `/resumable/upload/${path}` },
            },
          },
        }
      : {}),
  };
}
