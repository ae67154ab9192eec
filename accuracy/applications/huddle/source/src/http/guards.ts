import { createHash, timingSafeEqual } from 'node:crypto';
import type { CookieOptions, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import { redis } from '../infra.js';
import { sessions, type Session } from '../services/sessions.js';
import { AppError } from './errors.js';

declare module 'express-serve-static-core' {
  interface Request {
    session?: Session;
  }
}

export const COOKIE = '__Host-sid';
export const cookieOptions: CookieOptions = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' };

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const PUBLIC_ROUTES = new Set(['POST /api/login', 'GET /healthz', 'GET /readyz']);

const sha256 = (value: string): Buffer => createHash('sha256').update(value).digest();

/** Mounted before every router: what is not listed above needs a session and, to change something, its CSRF token. */
export const requireSession: RequestHandler = async (req, _res, next) => {
  if (PUBLIC_ROUTES.has(`${req.method} ${req.path}`)) {
    next();
    return;
  }
  const token: unknown = req.cookies?.[COOKIE];
  const session = typeof token === 'string' ? await sessions.find(token) : null;
  if (!session) throw AppError.unauthenticated();
  if (!SAFE_METHODS.has(req.method) && !timingSafeEqual(sha256(req.get('x-csrf-token') ?? ''), sha256(session.csrf))) {
    throw AppError.forbidden();
  }
  req.session = session;
  next();
};

export const limit = (name: string, perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store: new RedisStore({
      prefix: `rl:${name}:`,
      sendCommand: (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<RedisReply>,
    }),
    handler: (_req, _res, next) => next(AppError.tooMany()),
  });
