import type { Request } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Me } from '../http/endpoint';

const fence = (limit: number, minutes: number, keyGenerator?: (req: Request) => string) =>
  rateLimit({
    limit,
    windowMs: minutes * 60_000,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    ...(keyGenerator && { keyGenerator }),
    handler: (_req, res) => void res.status(429).json({ code: 'slow-down' }),
  });

const address = (req: Request) => `address:${String(req.body?.email ?? '').trim().toLowerCase().slice(0, 254)}`;
const person = (req: Request) => `person:${(req.user as Me | undefined)?.id ?? req.ip}`;

export const everything = fence(300, 1);
export const doorByNetwork = fence(40, 15);
export const doorByAddress = fence(8, 15, address);
export const letters = fence(5, 60, address);
export const secrets = fence(10, 15, person);
export const costly = fence(20, 10, person);
export const feeds = fence(60, 60);
export const hooks = fence(120, 1);
