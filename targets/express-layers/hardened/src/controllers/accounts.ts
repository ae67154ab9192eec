import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import { config } from '../config.ts';
import { invalid, unauthorised } from '../lib/errors.ts';
import { email, line, parse, password } from '../lib/validate.ts';
import { current } from '../middleware/auth.ts';
import * as accounts from '../services/accounts.ts';

const cookieName = 'desk_rt';
const cookie: CookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/api/auth', maxAge: config.refreshSeconds * 1000 };

function answer(res: Response, session: accounts.Session): void {
  res.cookie(cookieName, session.refresh, cookie);
  res.json({ access_token: session.access, token_type: 'Bearer', expires_in: config.accessSeconds });
}

const registration = z.object({ email, password, name: line(80), organisation: line(80).optional() });
export async function register(req: Request, res: Response): Promise<void> {
  res.status(201).json(await accounts.register(parse(registration, req.body)));
}

const credentials = z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(200) });
export async function login(req: Request, res: Response): Promise<void> {
  const input = parse(credentials, req.body);
  answer(res, await accounts.login(input.email, input.password, req.ip));
}

export function refresh(req: Request, res: Response): void {
  const token = req.cookies?.[cookieName];
  if (typeof token !== 'string') throw unauthorised('Sign in again');
  answer(res, accounts.refresh(token));
}

export function logout(req: Request, res: Response): void {
  accounts.logout(req.cookies?.[cookieName]);
  res.clearCookie(cookieName, { ...cookie, maxAge: undefined });
  res.status(204).end();
}

export function forgot(req: Request, res: Response): void {
  accounts.forgot(parse(z.object({ email }), req.body).email);
  res.status(202).json({ message: 'If there is an account, a mail is on its way' });
}

const resetting = z.object({ email, code: z.string().min(6).max(80), password });
export async function reset(req: Request, res: Response): Promise<void> {
  const input = parse(resetting, req.body);
  await accounts.reset(input.email, input.code, input.password);
  res.status(204).end();
}

export function me(_req: Request, res: Response): void {
  res.json(accounts.shown(current(res)));
}

const profile = z.object({
  name: line(80).optional(),
  phone: z.string().trim().max(30).nullable().optional(),
  avatar_url: z.url({ protocol: /^https$/ }).max(300).nullable().optional(),
  locale: z.enum(['en', 'de', 'nl', 'sv']).optional(),
});
export function changeMe(req: Request, res: Response): void {
  res.json(accounts.changeProfile(current(res), parse(profile, req.body)));
}

const passwords = z.object({ current: z.string().max(200), password });
export async function changePassword(req: Request, res: Response): Promise<void> {
  const input = parse(passwords, req.body);
  answer(res, await accounts.changePassword(current(res), input.current, input.password));
}

export function preferences(_req: Request, res: Response): void {
  res.json(accounts.preferences(current(res)));
}

export function changePreferences(req: Request, res: Response): void {
  if (typeof req.body !== 'object' || req.body === null || Array.isArray(req.body)) throw invalid('An object is needed');
  res.json(accounts.changePreferences(current(res), req.body));
}
