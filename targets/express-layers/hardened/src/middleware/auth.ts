import type { NextFunction, Request, Response } from 'express';
import { epoch } from '../db/database.ts';
import { forbidden, unauthorised } from '../lib/errors.ts';
import { readAccess } from '../lib/tokens.ts';
import { keyBySecret } from '../repositories/integrations.ts';
import { userById } from '../repositories/users.ts';

export type User = Record<string, any>;
export const current = (res: Response): User => res.locals.user;

const rank: Record<string, number> = { customer: 1, agent: 2, admin: 3 };
export const isStaff = (user: User) => (rank[user.role] ?? 0) >= rank.agent;

/** A bearer token of a person, or the API key of an organisation. */
export function authenticate(req: Request, res: Response, next: NextFunction): void {
  const key = req.get('x-api-key');
  if (key) {
    const found = keyBySecret(key);
    if (!found || (found.expires_at && found.expires_at < epoch())) throw unauthorised('This key is not valid');
    const owner = userById(found.user_id);
    if (!owner || owner.status !== 'active' || owner.org_id !== found.org_id) throw unauthorised('This key is not valid');
    res.locals.user = { ...owner, role: 'customer', org_owner: 0 };
    res.locals.scopes = String(found.scopes).split(' ');
    return next();
  }
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  const claims = scheme === 'Bearer' && token ? readAccess(token) : undefined;
  if (!claims) throw unauthorised();
  const user = userById(Number(claims.sub));
  if (!user || user.status !== 'active' || user.token_version !== claims.ver) throw unauthorised();
  res.locals.user = user;
  next();
}

export function requireRole(role: 'agent' | 'admin') {
  return (_req: Request, res: Response, next: NextFunction): void => {
    if ((rank[current(res).role] ?? 0) < rank[role]) throw forbidden();
    next();
  };
}

export function requireOwner(_req: Request, res: Response, next: NextFunction): void {
  if (!current(res).org_owner) throw forbidden('Only owners of the organisation may do this');
  next();
}

/** Things that need a person and not a key. */
export function personOnly(_req: Request, res: Response, next: NextFunction): void {
  if (res.locals.scopes) throw forbidden('Not possible with an API key');
  next();
}

/** Keys have scopes like tickets:read; people have all of them. */
export function scope(area: string) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const scopes: string[] | undefined = res.locals.scopes;
    const need = req.method === 'GET' || req.method === 'HEAD' ? 'read' : 'write';
    if (scopes && !scopes.includes(`${area}:${need}`)) throw forbidden(`The key needs ${area}:${need}`);
    next();
  };
}
