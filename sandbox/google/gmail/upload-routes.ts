/** `/upload/gmail/v1`: the methods that take mail, at the address where it comes as it is. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Call } from './call.ts';
import { GMAIL_METHODS } from './methods.ts';
import { asBody, readRelated, UploadSessions } from './upload.ts';

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
      uploads.route({
        method: http === 'PUT' ? ['PUT', 'POST'] : [http, 'PUT'],
        url: `/upload/${route}`,
        bodyLimit: BYTES,
        handler: async (request, reply) => {
          const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const { uploadType, upload_id: session } = request.query as Record<string, string | undefined>;
          if (session !== undefined) {
            const { have, whole } = sessions.add(session, bytes, request.headers['content-range']);
            if (whole) return answer(key, request, reply, asBody(whole, drafts));
            if (have > 0) reply.header('range', `bytes=0-${have - 1}`);
            return reply.code(308).send();
          }
          if (uploadType === 'resumable') {
            const upload = sessions.begin(bytes);
            const address = `${request.protocol}://${request.host}${request.url}&upload_id=${upload}`;
            return reply.headers({ location: address, 'x-guploader-uploadid': upload }).send();
          }
          const type = request.headers['content-type'] ?? '';
          const uploaded = /^multipart\/related/i.test(type)
            ? readRelated(bytes, type)
            : { resource: {}, mail: bytes };
          return answer(key, request, reply, asBody(uploaded, drafts));
        },
      });
    }
    done();
  });
}
