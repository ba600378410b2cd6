/** `/upload/gmail/v1` and `/resumable/upload/gmail/v1`: the methods that take mail, at the address where it comes as it is. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from './call.ts';
import { GMAIL_METHODS } from './methods.ts';
import { nextStep } from './upload-step.ts';
import { asBody, UploadSessions } from './upload.ts';

type Body = Call['body'];
/** Answers a method of Gmail as its own address would. */
type Answer = (
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Body,
) => Promise<FastifyReply>;

const BYTES = 36_700_160;

/** @param answer - by the route's key, e.g. `POST /messages/send` */
export function uploadRoutes(scope: FastifyInstance, answer: Answer): void {
  const sessions = new UploadSessions();
  void scope.register((uploads, _options, done) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BYTES }, (_request, body, parsed) => {
      parsed(null, body);
    });
    for (const { http, path, id } of GMAIL_METHODS.filter(({ upload }) => upload)) {
      const route = path.replaceAll(/\{(\w+)\}/g, ':$1');
      const key = `${http} ${route.replace('gmail/v1/users/:userId', '')}`;
      const drafts = id.startsWith('users.drafts');
      const method = http === 'PUT' ? ['PUT', 'POST'] : [http, 'PUT'];
      const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const step = nextStep(sessions, {
          query: request.query as Record<string, string | undefined>,
          header: (name) => request.headers[name]?.toString(),
          bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          address: `${request.protocol}://${request.host}${request.url}`,
        });
        reply.headers(step.headers);
        return 'whole' in step
          ? answer(key, request, reply, asBody(step.whole, drafts))
          : reply.code(step.status).send();
      };
      for (const prefix of ['/upload', '/resumable/upload'])
        uploads.route({ method, url: `${prefix}/${route}`, bodyLimit: BYTES, handler });
    }
    done();
  });
}
