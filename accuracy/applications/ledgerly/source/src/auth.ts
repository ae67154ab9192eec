import type { FastifyReply, FastifyRequest } from 'fastify';
import { db } from './db.ts';
import { HttpError } from './lib/errors.ts';
import { readAccessToken } from './lib/tokens.ts';
import type { Principal } from './repositories.ts';

declare module 'fastify' {
  interface FastifyRequest { principal: Principal }
}

export async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const claims = scheme === 'Bearer' && token ? await readAccessToken(token) : null;
  const user = claims && await db.selectFrom('users').select(['id', 'email', 'name', 'role'])
    .where('id', '=', claims.userId).where('epoch', '=', claims.epoch).where('disabled', '=', 0).executeTakeFirst();
  if (!user) {
    reply.header('www-authenticate', 'Bearer');
    throw new HttpError(401, 'unauthenticated');
  }
  reply.header('cache-control', 'no-store');
  request.principal = user;
}

export async function administratorsOnly(request: FastifyRequest): Promise<void> {
  if (request.principal.role !== 'admin') throw new HttpError(403, 'forbidden');
}
