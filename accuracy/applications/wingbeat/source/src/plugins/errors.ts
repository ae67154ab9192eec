import fp from 'fastify-plugin';
import { Error as MongooseError } from 'mongoose';
import { Refusal, STATUS } from '../lib/result.js';

export default fp(async (app) => {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (_request, reply) => reply.code(404).send({ reason: 'missing' }));

  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof Refusal) return reply.code(STATUS[error.reason]).send({ reason: error.reason });
    if (error.validation) return reply.code(422).send({ reason: 'invalid', where: error.validationContext });
    if (error instanceof MongooseError.VersionError) return reply.code(409).send({ reason: 'conflict' });
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ err: error }, 'unhandled');
      return reply.code(status === 503 ? 503 : 500).send({ reason: 'failure' });
    }
    return reply.code(status).send({ reason: status === 429 ? 'full' : 'refused' });
  });
});
