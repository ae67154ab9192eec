import type { Request, RequestHandler, Response } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { config } from '../config.js';
import { forbidden, unauthorised } from '../errors.js';

const key = new TextEncoder().encode(config.JWT_SECRET);
const ISSUER = 'fleet-api';
const claims = z.object({ sub: z.uuid(), company: z.uuid(), role: z.enum(['driver', 'dispatcher', 'admin']) });

export interface Actor {
  id: string;
  companyId: string;
  role: 'driver' | 'dispatcher' | 'admin';
}

export const signAccess = (actor: Actor) =>
  new SignJWT({ company: actor.companyId, role: actor.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(actor.id)
    .setIssuer(ISSUER)
    .setAudience('api')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key);

async function actorOf(req: Request): Promise<Actor> {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw unauthorised();
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: ISSUER, audience: 'api' });
    const { sub, company, role } = claims.parse(payload);
    return { id: sub, companyId: company, role };
  } catch {
    throw unauthorised();
  }
}

type Handler = (actor: Actor, req: Request, res: Response) => Promise<unknown>;

/** Every route but login is wrapped by this: no actor, no handler. */
export const as =
  (roles: readonly Actor['role'][], handler: Handler): RequestHandler =>
  async (req, res) => {
    const actor = await actorOf(req);
    if (!roles.includes(actor.role)) throw forbidden();
    await handler(actor, req, res);
  };

export const requireRole =
  (...roles: Actor['role'][]): RequestHandler =>
  async (req, _res, next) => {
    const actor = await actorOf(req);
    if (!roles.includes(actor.role)) throw forbidden();
    next();
  };

export const EVERYONE = ['driver', 'dispatcher', 'admin'] as const;
export const OFFICE = ['dispatcher', 'admin'] as const;
