import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { config } from '../config';
import { Answer } from '../http/errors';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

export function csrfToken(req: Request): string {
  req.session.csrf ??= randomBytes(32).toString('base64url');
  return req.session.csrf;
}

/** Writing asks for the token of the session and for our own origin. */
export const csrf: RequestHandler = (req, _res, next) => {
  if (READING.has(req.method)) return next();
  const expected = Buffer.from(req.session.csrf ?? '');
  const given = Buffer.from(req.get('x-csrf-token') ?? '');
  const fits = expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
  if (!fits || req.get('origin') !== config().ORIGIN) throw new Answer(403, 'csrf');
  next();
};
