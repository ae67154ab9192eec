import type { MiddlewareHandler } from 'hono';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Actor, App, Parts } from '../core/app-types.js';
import { halt } from '../core/outcome.js';
import { digest } from '../core/secrets.js';

export const KEY_PREFIX = 'lh_';
const AUDIENCE = 'linkharbor-api';
const Claims = z.object({ sub: z.string().uuid(), sid: z.string().uuid() });
const RANK = { reader: 0, writer: 1, owner: 2 } as const;

export function createAccess({ db, settings }: Parts) {
  const issue = (personId: string, loginId: string) =>
    new SignJWT({ sid: loginId })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
      .setSubject(personId)
      .setIssuer(settings.origin)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(settings.access.sign);

  async function byToken(token: string): Promise<Actor | undefined> {
    const verified = await jwtVerify(token, settings.access.verify, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: settings.origin,
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
    }).catch(() => undefined);
    const claims = Claims.safeParse(verified?.payload);
    if (!claims.success) return undefined;
    const row = await db
      .selectFrom('logins')
      .innerJoin('people', 'people.id', 'logins.person_id')
      .where('logins.id', '=', claims.data.sid)
      .where('people.id', '=', claims.data.sub)
      .where('people.active', '=', true)
      .where('logins.expires_at', '>', new Date())
      .select(['people.group_id', 'people.role'])
      .executeTakeFirst();
    return row && { personId: claims.data.sub, loginId: claims.data.sid, groupId: row.group_id, role: row.role };
  }

  async function byKey(key: string): Promise<Actor | undefined> {
    const row = await db
      .selectFrom('keys')
      .innerJoin('people', 'people.id', 'keys.person_id')
      .where('keys.digest', '=', digest(key))
      .where('keys.expires_at', '>', new Date())
      .where('people.active', '=', true)
      .select(['people.id', 'people.group_id', 'people.role', 'keys.can_write'])
      .executeTakeFirst();
    if (!row) return undefined;
    const role = row.can_write && row.role !== 'reader' ? 'writer' : 'reader';
    return { personId: row.id, loginId: null, groupId: row.group_id, role };
  }

  /** Runs before all routes: whoever brings a token or key has to bring a good one. */
  const recognise: MiddlewareHandler<App> = async (c, next) => {
    c.set('actor', null);
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ', 2);
    if (scheme?.toLowerCase() === 'bearer' && token) {
      const actor = await (token.startsWith(KEY_PREFIX) ? byKey(token) : byToken(token));
      if (!actor) throw halt.unknown();
      c.set('actor', actor);
    }
    await next();
  };

  return { issue, recognise };
}

export const need = (role: Actor['role'], by: 'anything' | 'login' = 'anything'): MiddlewareHandler<App> => async (c, next) => {
  const actor = c.get('actor');
  if (!actor) throw halt.unknown();
  if (RANK[actor.role] < RANK[role] || (by === 'login' && !actor.loginId)) throw halt.forbidden();
  await next();
};

export function actorOf(c: { get(name: 'actor'): Actor | null }): Actor {
  const actor = c.get('actor');
  if (!actor) throw halt.unknown();
  return actor;
}
