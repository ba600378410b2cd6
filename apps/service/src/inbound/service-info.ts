import swagger from '@fastify/swagger';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { FastifyInstance } from 'fastify';
import type { GenericSchema } from 'valibot';
import { STYLESHEET_PATH } from '../pages/layout.ts';
import { STYLESHEET } from '../pages/stylesheet.ts';

/** Whether the service lives, what it offers, and how its pages look. */
export async function serviceInfo(server: FastifyInstance): Promise<void> {
  server.get('/healthz', { schema: { tags: ['service'] } }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  server.get(STYLESHEET_PATH, { schema: { hide: true } }, async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(STYLESHEET),
  );
}

/** Describes the routes registered after it; schemas are valibot's, translated. */
export async function openApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Webex scheduler',
        version: '1',
        description: 'The add-on service: the add-on’s conversation, administration, health.',
      },
      components: {
        securitySchemes: { googleIdToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    transform: ({ schema, url }) => {
      // Routes without a schema have none here, whatever the type says.
      const { body, ...rest } = (schema as typeof schema | undefined) ?? { hide: true };
      if (body === undefined) return { schema: rest, url };
      return { schema: { ...rest, body: toJsonSchema(body as GenericSchema, { errorMode: 'ignore' }) }, url };
    },
  });
}
