/** Where clients look for the Discovery documents: by name and version, or at the host of one API. */
import type { FastifyInstance } from 'fastify';
import { calendarDescription } from '../calendar/routes/discovery.ts';
import { DIRECTORY_METHODS } from '../directory/methods.ts';
import { GMAIL_METHODS } from '../gmail/methods.ts';
import { notFound } from '../api-error.ts';
import { restDescription, type DescribedApi } from './rest-description.ts';

const GMAIL: DescribedApi = {
  name: 'gmail',
  version: 'v1',
  title: 'Gmail API',
  prefix: 'gmail',
  batchPath: 'batch/gmail/v1',
  methods: GMAIL_METHODS,
};
const DIRECTORY: DescribedApi = {
  name: 'admin',
  version: 'directory_v1',
  title: 'Admin SDK API',
  prefix: 'directory',
  batchPath: 'batch/admin/directory_v1',
  methods: DIRECTORY_METHODS.filter(({ answer }) => answer !== undefined).map((method) => ({
    id: method.id,
    http: method.http,
    path: routeTemplate(method.path),
    query: (method.query ?? '').split(' ').filter((name) => name !== ''),
    scopes: method.access.scopes,
  })),
};

interface Document {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly describe: (origin: string) => object;
}

const DOCUMENTS: readonly Document[] = [
  { name: 'calendar', version: 'v3', title: 'Calendar API', describe: calendarDescription },
  ...[GMAIL, DIRECTORY].map((api) => ({
    ...api,
    describe: (origin: string) => restDescription(api, origin),
  })),
];

export function discoveryRoutes(server: FastifyInstance): void {
  const originOf = (request: { protocol: string; host: string }): string =>
    `${request.protocol}://${request.host}`;
  server.get('/discovery/v1/apis', (request) => {
    const { name } = request.query as { name?: string };
    const items = DOCUMENTS.filter((one) => name === undefined || one.name === name);
    return {
      kind: 'discovery#directoryList',
      discoveryVersion: 'v1',
      items: items.map((one) => listed(one, originOf(request))),
    };
  });
  server.get('/discovery/v1/apis/:name/:version/rest', (request, reply) => {
    const { name, version } = request.params as { name: string; version: string };
    const found = DOCUMENTS.find((one) => one.name === name && one.version === version);
    return found ? found.describe(originOf(request)) : reply.code(404).send(notFound().body());
  });
  server.get('/$discovery/rest', (request, reply) => {
    const { version } = request.query as { version?: string };
    const [host = ''] = request.host.split('.');
    const atHost = DOCUMENTS.find((one) => one.name === host || `${one.name}-json` === host);
    const found =
      DOCUMENTS.find((one) => one.version === version) ?? (version === undefined ? atHost : undefined);
    const document = found ?? (version === undefined ? DOCUMENTS[0] : undefined);
    return document ? document.describe(originOf(request)) : reply.code(404).send(notFound().body());
  });
}

function listed({ name, version, title }: Document, origin: string): object {
  return {
    kind: 'discovery#directoryItem',
    id: `${name}:${version}`,
    name,
    version,
    title,
    description: `The ${title} of this machine’s local Google.`,
    discoveryRestUrl: `${origin}/discovery/v1/apis/${name}/${version}/rest`,
    preferred: true,
  };
}

function routeTemplate(path: string): string {
  return path.startsWith('/') ? path.slice(1) : `admin/directory/v1/${path}`;
}
