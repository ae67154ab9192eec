import { DrizzleQueryError } from 'drizzle-orm';
import type { FastifyError, FastifyInstance } from 'fastify';

export class Problem extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const notFound = () => new Problem(404, 'Not found');

const UNIQUE_VIOLATION = '23505';
const isDuplicate = (error: Error): boolean => (error.cause as { code?: string } | undefined)?.code === UNIQUE_VIOLATION;

export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) => {
    if (error instanceof Problem) return reply.code(error.statusCode).send({ error: error.message });
    if (isDuplicate(error)) return reply.code(409).send({ error: 'This already exists' });
    if (error.validation) return reply.code(400).send({ error: 'Invalid input', part: error.validationContext });
    if (error.statusCode && error.statusCode < 500) return reply.code(error.statusCode).send({ error: 'The request was refused' });
    request.log.error({ err: error instanceof DrizzleQueryError ? error.cause : error }, 'unhandled');
    return reply.code(500).send({ error: 'Internal error', requestId: request.id });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found' }));
}
