import { randomBytes, createHash, timingSafeEqual } from 'node:crypto';
import rateLimit from 'express-rate-limit';
import { config } from './config.js';
import { db } from './db.js';

export class Refusal extends Error {
  constructor(status, message) { super(message); this.status = status; }
}
export const notFound = () => new Refusal(404, 'Not found');

const findReader = db.prepare('select id, handle, email, role, bio, website, avatar, show_shelves from readers where id = ? and suspended = 0');
const LIFETIME = 12 * 3_600_000;

export function loadReader(req, res, next) {
  const { readerId, since } = req.session;
  req.reader = readerId && Date.now() - since < LIFETIME ? findReader.get(readerId) : undefined;
  res.locals.reader = req.reader;
  res.locals.csrf = req.reader ? csrfToken(req) : '';
  if (req.reader) res.set('Cache-Control', 'no-store');
  next();
}

export function signedIn(req, res, next) {
  if (req.reader) return next();
  if (req.method === 'GET' && req.accepts(['html', 'json']) === 'html') {
    return res.redirect(303, `/login?next=${encodeURIComponent(req.originalUrl)}`);
  }
  throw new Refusal(401, 'Please sign in');
}

export function adminOnly(req, _res, next) {
  if (req.reader?.role !== 'admin') throw new Refusal(req.reader ? 403 : 401, 'Not permitted');
  next();
}

export function csrfToken(req) {
  return (req.session.csrf ??= randomBytes(32).toString('base64url'));
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const hash = (value) => createHash('sha256').update(String(value)).digest();

/** Synchroniser token on whatever a session can change. */
export function csrf(req, _res, next) {
  if (!req.reader || SAFE.has(req.method)) return next();
  const given = req.get('x-csrf-token') ?? req.body?._csrf;
  if (typeof given !== 'string' || !req.session.csrf || !timingSafeEqual(hash(given), hash(req.session.csrf))) {
    throw new Refusal(403, 'The form has expired, please reload the page');
  }
  next();
}

const ownOrigin = new URL(config.publicUrl).origin;

/** Before there is a session (sign in, register) the browser tells where a form came from. */
export function sameOrigin(req, _res, next) {
  if (SAFE.has(req.method)) return next();
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const foreign = site ? !['same-origin', 'none'].includes(site) : origin !== undefined && origin !== ownOrigin;
  if (foreign) throw new Refusal(403, 'Cross-site request refused');
  next();
}

const limited = (options) => rateLimit({ standardHeaders: 'draft-8', legacyHeaders: false, message: { error: 'Too many requests' }, ...options });
export const limits = {
  general: limited({ windowMs: 60_000, limit: 600 }),
  address: limited({ windowMs: 15 * 60_000, limit: 300 }),
  account: limited({
    windowMs: 15 * 60_000, limit: 10, skipSuccessfulRequests: true,
    keyGenerator: (req) => hash(`${req.ip}|${String(req.body?.email ?? '').toLowerCase()}`).toString('hex'),
    validate: { keyGeneratorIpFallback: false },
  }),
  mails: limited({
    windowMs: 15 * 60_000, limit: 5, keyGenerator: (req) => hash(String(req.body?.email ?? '').toLowerCase()).toString('hex'),
  }),
  signup: limited({ windowMs: 3_600_000, limit: 60 }),
  upload: limited({ windowMs: 60_000, limit: 20 }),
};

const flagged = db.prepare('select enabled from flags where name = ?').pluck();
export const enabled = (name) => flagged.get(name) === 1;
export const feature = (name) => (_req, _res, next) => { if (!enabled(name)) throw notFound(); next(); };

/** Only a path of this site survives; anything else leads home. */
export function localPath(value, fallback = '/') {
  if (typeof value !== 'string' || !/^\/[\w\-./?=&%]*$/.test(value)) return fallback;
  const { origin, pathname, search } = new URL(value, 'http://local.invalid');
  return origin === 'http://local.invalid' && !pathname.startsWith('//') ? pathname + search : fallback;
}

export const wantsJson = (req) => Boolean(req.is('json')) || req.accepts(['html', 'json']) === 'json';

/** Answer of a form: a redirect for browsers, a body for clients of the API. */
export function done(req, res, path, body = {}, status = 200) {
  return wantsJson(req) ? res.status(status).json({ ok: true, ...body }) : res.redirect(303, path);
}
