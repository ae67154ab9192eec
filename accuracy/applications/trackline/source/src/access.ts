import { eq } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './errors.js';
import { admins } from './schema.js';
import { findCaller, type Caller, type Scope } from './services/keys.js';

export type Access = 'public' | 'admin' | 'superuser' | Scope;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | null;
    admin: { id: string; email: string; superuser: boolean } | null;
  }
}

declare module '@fastify/secure-session' {
  interface SessionData {
    admin: { id: string; version: number; since: number };
  }
}

const ADMIN_HOURS = 8;

async function count(request: FastifyRequest, reply: FastifyReply, who: string, perMinute: number): Promise<void> {
  const key = `quota:${who}:${Math.floor(Date.now() / 60_000)}`;
  const replies = await request.server.redis.multi().incr(key).expire(key, 120).exec();
  if (Number(replies?.[0]?.[1]) <= perMinute) return;
  void reply.header('retry-after', '60');
  throw new Problem(429, 'The quota of this minute is used up');
}

async function authenticateKey(request: FastifyRequest, reply: FastifyReply, scope: Scope): Promise<void> {
  const { db, env } = request.server;
  await count(request, reply, request.ip, 600);
  const presented = request.headers['x-api-key'];
  const caller = typeof presented === 'string' ? await findCaller(db, env.KEY_PEPPER, presented) : null;
  if (!caller) throw new Problem(401, 'A valid API key is needed');
  if (!caller.scopes.includes(scope)) throw new Problem(403, `The key lacks the scope ${scope}`);
  await count(request, reply, caller.companyId, caller.perMinute);
  request.caller = caller;
}

async function authenticateAdmin(request: FastifyRequest, reply: FastifyReply, superuser: boolean) {
  const stored = request.session.get('admin');
  const fresh = stored && Date.now() - stored.since < ADMIN_HOURS * 3_600_000;
  const [row] = fresh ? await request.server.db.select().from(admins).where(eq(admins.id, stored.id)).limit(1) : [];
  if (!stored || !row || row.sessionVersion !== stored.version) {
    request.session.delete();
    return reply.redirect('/admin/login', 303);
  }
  if (superuser && !row.superuser) throw new Problem(403, 'Not allowed');
  request.admin = { id: row.id, email: row.email, superuser: row.superuser };
  return undefined;
}

/** Every route says who may call it; one that does not keeps the server from starting. */
export const access = fp(async (app) => {
  app.decorateRequest('caller', null);
  app.decorateRequest('admin', null);

  app.addHook('onRoute', (route) => {
    if (!route.config?.access && route.method !== 'OPTIONS') {
      throw new Error(`${String(route.method)} ${route.url} has no access rule`);
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return undefined;
    const rule = request.routeOptions.config.access;
    switch (rule) {
      case 'public':
        return undefined;
      case 'admin':
      case 'superuser':
        return authenticateAdmin(request, reply, rule === 'superuser');
      case 'read':
      case 'write':
        return authenticateKey(request, reply, rule);
      default:
        throw new Problem(403, 'Not allowed');
    }
  });
});

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Problem(401, 'A valid API key is needed');
  return request.caller;
}
