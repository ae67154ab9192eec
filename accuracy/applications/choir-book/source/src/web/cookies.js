import { createHmac, timingSafeEqual } from 'node:crypto';
import { config } from '../config.js';
import { load, secret } from '../data/sessions.js';

const SESSION = '__Host-choir';
const VISIT = '__Host-visit';
const flags = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', overwrite: true };
const shape = /^[\w-]{43}$/;

const read = (ctx, name) => {
  const value = ctx.cookies.get(name);
  return value && shape.test(value) ? value : null;
};

export async function whoIs(ctx, next) {
  ctx.state.cookie = read(ctx, SESSION);
  ctx.state.member = ctx.state.cookie ? await load(ctx.state.cookie) : null;
  await next();
}

export function keep(ctx, cookie) {
  ctx.cookies.set(SESSION, cookie, flags);
  ctx.cookies.set(VISIT, null, flags);
}

export const forget = (ctx) => ctx.cookies.set(SESSION, null, flags);

const tokenFor = (value) => createHmac('sha256', config.FORM_KEY).update(`form:${value}`).digest('base64url');

/** Belongs to the session, or before that to a name the visitor got with the form. */
export function formToken(ctx) {
  if (ctx.state.member) return tokenFor(ctx.state.cookie);
  ctx.state.visit ??= read(ctx, VISIT);
  if (!ctx.state.visit) {
    ctx.state.visit = secret();
    ctx.cookies.set(VISIT, ctx.state.visit, flags);
  }
  return tokenFor(ctx.state.visit);
}

export function isOurForm(ctx, given) {
  const owner = ctx.state.member ? ctx.state.cookie : read(ctx, VISIT);
  if (!owner || typeof given !== 'string') return false;
  const wanted = Buffer.from(tokenFor(owner));
  const actual = Buffer.from(given);
  return wanted.length === actual.length && timingSafeEqual(wanted, actual);
}
