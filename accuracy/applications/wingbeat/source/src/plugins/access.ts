import jwt from '@fastify/jwt';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { Types } from 'mongoose';
import { Refusal } from '../lib/result.js';
import { Groups, Logins, Users } from '../models/index.js';

export type Rule = 'open' | 'signed-in' | 'observer' | 'keeper' | 'warden';
export interface Actor { id: Types.ObjectId; login: Types.ObjectId; warden: boolean }

declare module 'fastify' {
  interface FastifyContextConfig { rule?: Rule }
  interface FastifyRequest { actor: Actor | null; groupId: Types.ObjectId | null }
  interface FastifyInstance { issueAccess(user: Types.ObjectId, login: Types.ObjectId): string; forgetActor(user: Types.ObjectId): void }
}
declare module '@fastify/jwt' {
  interface FastifyJWT { payload: { sub: string; sid: string }; user: { sub: string; sid: string } }
}

const LIFETIME_S = 600;

/** Every route names its rule in `config.rule`; a route without one does not start. */
export default fp(async (app) => {
  const { origin, keys } = app.wingbeat.config;
  await app.register(jwt, {
    secret: { private: keys.private, public: keys.public },
    sign: { algorithm: 'EdDSA', iss: origin, aud: 'wingbeat-api', expiresIn: `${LIFETIME_S}s` },
    verify: { algorithms: ['EdDSA'], allowedIss: origin, allowedAud: 'wingbeat-api', requiredClaims: ['exp', 'sub', 'sid'] },
  });

  /** A positive answer is good for a few seconds; suspensions and sign-outs of this process take effect at once. */
  const actors = new LRUCache<string, Actor>({ max: 5000, ttl: 5000 });
  app.decorateRequest('actor', null);
  app.decorateRequest('groupId', null);
  app.decorate('issueAccess', (user: Types.ObjectId, login: Types.ObjectId) => app.jwt.sign({ sub: user.toHexString(), sid: login.toHexString() }));
  app.decorate('forgetActor', (user: Types.ObjectId) => {
    for (const [key, actor] of actors.entries()) if (actor.id.equals(user)) actors.delete(key);
  });

  async function actorOf(request: FastifyRequest): Promise<Actor> {
    const claims = await request.jwtVerify<{ sub: string; sid: string }>().catch(() => {
      throw new Refusal('unauthenticated');
    });
    if (!Types.ObjectId.isValid(claims.sub) || !Types.ObjectId.isValid(claims.sid)) throw new Refusal('unauthenticated');
    const key = `${claims.sub}:${claims.sid}`;
    const cached = actors.get(key);
    if (cached) return cached;
    const [id, login] = [new Types.ObjectId(claims.sub), new Types.ObjectId(claims.sid)];
    const [user, alive] = await Promise.all([
      Users.findOne({ _id: id, suspended: false }).select('warden').lean(),
      Logins.exists({ _id: login, user: id }),
    ]);
    if (!user || !alive) throw new Refusal('unauthenticated');
    const actor = { id, login, warden: user.warden };
    actors.set(key, actor);
    return actor;
  }

  async function checkGroup(request: FastifyRequest, actor: Actor, keeper: boolean) {
    const { group } = request.params as { group?: string };
    if (!group || !/^[0-9a-f]{24}$/.test(group)) throw new Refusal('missing');
    const _id = new Types.ObjectId(group);
    const found = await Groups.findOne({ _id, 'members.user': actor.id }).select({ members: { $elemMatch: { user: actor.id } } }).lean();
    const member = found?.members[0];
    if (!member) throw new Refusal('missing');
    if (keeper && member.role !== 'keeper') throw new Refusal('forbidden');
    request.groupId = _id;
  }

  app.addHook('onRoute', (route) => {
    if (!route.config?.rule && route.method !== 'OPTIONS') throw new Error(`${route.url} has no rule`);
  });

  /** After the rate limit of the route, before a byte of the body is read. */
  app.addHook('preParsing', async (request, _reply, payload) => {
    const rule = request.routeOptions.config.rule;
    if (rule === 'open' || request.is404) return payload;
    const actor = await actorOf(request);
    request.actor = actor;
    if (rule === 'warden' && !actor.warden) throw new Refusal('forbidden');
    if (rule === 'observer' || rule === 'keeper') await checkGroup(request, actor, rule === 'keeper');
    return payload;
  });
});

export const actorIn = (request: FastifyRequest): Actor => {
  if (!request.actor) throw new Refusal('unauthenticated');
  return request.actor;
};
export const groupIn = (request: FastifyRequest): Types.ObjectId => {
  if (!request.groupId) throw new Refusal('missing');
  return request.groupId;
};
