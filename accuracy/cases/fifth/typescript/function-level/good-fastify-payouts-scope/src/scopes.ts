import type { preHandlerAsyncHookHandler } from 'fastify'

export const needs =
  (scope: string): preHandlerAsyncHookHandler =>
  async (request, reply) => {
    const { scopes = [] } = request.user as { scopes?: string[] }
    if (!scopes.includes(scope)) return reply.code(403).send({ error: 'not allowed' })
  }
