import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import jwt from 'jsonwebtoken';
import { config } from '../config.js';
import { type Keeper, Keepers } from '../models.js';

declare module 'fastify' {
  interface FastifyRequest {
    keeper: Keeper;
    hiveId: string;
  }
}

export const signAccess = (keeper: Keeper) =>
  jwt.sign({ sub: String(keeper._id), use: 'access' }, config.accessSecret, { algorithm: 'HS256', expiresIn: '20m' });

export const signRefresh = (keeper: Keeper) =>
  jwt.sign({ sub: String(keeper._id), use: 'refresh' }, config.accessSecret, { algorithm: 'HS256', expiresIn: '14d' });

export const signDevice = (hive: string) => jwt.sign({ hive, use: 'device' }, config.accessSecret, { algorithm: 'HS256', expiresIn: '365d' });

export function readToken(token: string, use: string): jwt.JwtPayload | null {
  try {
    const claims = jwt.verify(token, config.accessSecret, { algorithms: ['HS256'] }) as jwt.JwtPayload;
    return claims.use === use ? claims : null;
  } catch {
    return null;
  }
}

const bearer = (req: FastifyRequest) => /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';

export async function keeperOnly(req: FastifyRequest, reply: FastifyReply) {
  const claims = readToken(bearer(req), 'access');
  const keeper = claims?.sub ? await Keepers.findById(claims.sub).lean<Keeper>() : null;
  if (!keeper) return reply.code(401).send({ error: 'log in first' });
  req.keeper = keeper;
}

export async function adminOnly(req: FastifyRequest, reply: FastifyReply) {
  if (req.keeper?.role !== 'admin') return reply.code(403).send({ error: 'admins only' });
}

export async function deviceOnly(req: FastifyRequest, reply: FastifyReply) {
  const claims = jwt.decode(bearer(req)) as jwt.JwtPayload | null;
  if (claims?.use !== 'device' || !claims.hive) return reply.code(401).send({ error: 'unknown device' });
  req.hiveId = String(claims.hive);
}

export const auth = fp(async (app) => {
  app.decorateRequest('keeper');
  app.decorateRequest('hiveId', '');
});
