import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { sessionOf } from './sessions.js';

const SAFE = new Set(['GET', 'HEAD']);

/** A page of another origin can neither change anything nor open a socket. */
export const sameOrigin = (publicOrigin: string) => async (request: FastifyRequest, reply: FastifyReply) => {
  const needed = !SAFE.has(request.method) || request.headers.upgrade !== undefined;
  if (needed && request.headers.origin !== publicOrigin) return reply.code(403).send({ error: 'Wrong origin' });
};

export const signedIn: preHandlerAsyncHookHandler = async (request, reply) => {
  const userId = await sessionOf(request.server.sql, request);
  if (!userId) return reply.code(401).send({ error: 'Please sign in' });
  request.userId = userId;
};

export const member =
  (need: 'read' | 'write'): preHandlerAsyncHookHandler =>
  async (request, reply) => {
    const { room } = request.params as { room: string };
    const [row] = await request.server.sql<{ can_write: boolean }[]>`
      SELECT can_write FROM members WHERE room_id = ${room} AND user_id = ${request.userId}`;
    if (!row) return reply.code(404).send({ error: 'No such room' });
    if (need === 'write' && !row.can_write) return reply.code(403).send({ error: 'Not allowed' });
  };
