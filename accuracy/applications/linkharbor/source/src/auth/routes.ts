import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { z } from 'zod';
import type { App, Parts } from '../core/app-types.js';
import { Id, input, line } from '../core/input.js';
import { limited, person } from '../core/limits.js';
import { found, halt } from '../core/outcome.js';
import { digest, fresh } from '../core/secrets.js';
import { note } from '../data/audit.js';
import { actorOf, KEY_PREFIX, need, type createAccess } from './access.js';
import { createIdp } from './idp.js';

const REFRESH = 'refresh';
const ATTEMPT = 'attempt';
const LIFETIME_MS = 14 * 24 * 3_600_000;
const MOST_KEYS = 10;
const PAGES: ReadonlyMap<string, string> = new Map([['links', '/app/links'], ['shares', '/app/shares'], ['keys', '/app/keys']]);
const Start = z.object({ after: z.string().max(20).default('links') });
const Callback = z.object({ state: z.string().min(1).max(100), code: z.string().min(1).max(2000) });
const NewKey = z.object({ name: line(60), canWrite: z.boolean().default(false), days: z.number().int().min(1).max(365).default(90) });
const attemptCookie = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;
const refreshCookie = { prefix: 'secure', path: '/session', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

export function sessionRoutes(parts: Parts, access: ReturnType<typeof createAccess>) {
  const { db, settings } = parts;
  const idp = createIdp(parts);
  const app = new Hono<App>();

  async function personOf(identity: { sub: string; email: string }) {
    const known = await db.selectFrom('people').where('subject', '=', identity.sub).select(['id', 'group_id', 'active']).executeTakeFirst();
    if (known) return known.active ? known : undefined;
    return db
      .updateTable('people')
      .set({ subject: identity.sub })
      .where('email', '=', identity.email.toLowerCase())
      .where('subject', 'is', null)
      .where('active', '=', true)
      .returning(['id', 'group_id', 'active'])
      .executeTakeFirst();
  }

  const fromOurPages = (c: Context<App>) => {
    if (c.req.header('origin') !== settings.origin) throw halt.forbidden();
  };

  app.get('/start', limited(30, 900), async (c) => {
    const { cookie, address } = await idp.start(input.query(c, Start).after);
    setCookie(c, ATTEMPT, cookie, { ...attemptCookie, maxAge: 600 });
    return c.redirect(address, 303);
  });

  app.get('/callback', limited(30, 900), async (c) => {
    const cookie = getCookie(c, ATTEMPT, 'host') ?? '';
    deleteCookie(c, ATTEMPT, attemptCookie);
    const { state, code } = input.query(c, Callback);
    const { identity, after } = await idp.finish(cookie, state, code);
    const who = await personOf(identity);
    if (!who) {
      await note(db, null, 'sign-in.refused', 'session');
      throw halt.unknown();
    }
    const token = fresh();
    const login = await db
      .insertInto('logins')
      .values({ person_id: who.id, digest: digest(token), expires_at: new Date(Date.now() + LIFETIME_MS) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await note(db, { personId: who.id, groupId: who.group_id }, 'signed-in', `login:${login.id}`);
    setCookie(c, REFRESH, token, { ...refreshCookie, maxAge: LIFETIME_MS / 1000 });
    return c.redirect(PAGES.get(after) ?? '/app/links', 303);
  });

  /** Each refresh token works once. The one before the current one coming back ends the login. */
  app.post('/refresh', limited(120, 900), async (c) => {
    fromOurPages(c);
    const old = digest(getCookie(c, REFRESH, 'secure') ?? '');
    const token = fresh();
    const login = await db
      .updateTable('logins')
      .set({ digest: digest(token), previous: old })
      .where('digest', '=', old)
      .where('expires_at', '>', new Date())
      .where('person_id', 'in', (q) => q.selectFrom('people').where('active', '=', true).select('id'))
      .returning(['id', 'person_id', 'expires_at'])
      .executeTakeFirst();
    if (!login) {
      await db.deleteFrom('logins').where('previous', '=', old).execute();
      deleteCookie(c, REFRESH, refreshCookie);
      throw halt.unknown();
    }
    setCookie(c, REFRESH, token, { ...refreshCookie, expires: login.expires_at });
    return c.json({ access: await access.issue(login.person_id, login.id), seconds: 600 });
  });

  app.delete('/', need('reader', 'login'), async (c) => {
    const actor = actorOf(c);
    await db.deleteFrom('logins').where('id', '=', actor.loginId).where('person_id', '=', actor.personId).execute();
    deleteCookie(c, REFRESH, refreshCookie);
    return c.body(null, 204);
  });

  app.get('/keys', need('reader', 'login'), async (c) => {
    const rows = db.selectFrom('keys').where('person_id', '=', actorOf(c).personId).select(['id', 'name', 'can_write', 'expires_at']);
    return c.json({ items: await rows.orderBy('name').orderBy('id').limit(MOST_KEYS).execute() });
  });

  app.post('/keys', need('reader', 'login'), limited(20, 3600, person), async (c) => {
    const actor = actorOf(c);
    const form = await input.json(c, NewKey);
    const key = fresh(KEY_PREFIX);
    const made = await db.transaction().execute(async (tx) => {
      await tx.selectFrom('people').where('id', '=', actor.personId).select('id').forUpdate().executeTakeFirstOrThrow();
      const { n } = await tx.selectFrom('keys').where('person_id', '=', actor.personId).select((q) => q.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
      if (Number(n) >= MOST_KEYS) throw halt.conflict();
      const values = { person_id: actor.personId, name: form.name, can_write: form.canWrite, digest: digest(key), expires_at: new Date(Date.now() + form.days * 86_400_000) };
      const row = await tx.insertInto('keys').values(values).returning('id').executeTakeFirstOrThrow();
      await note(tx, actor, 'key.made', `key:${row.id}`);
      return row;
    });
    return c.json({ id: made.id, key }, 201);
  });

  app.delete('/keys/:id', need('reader', 'login'), async (c) => {
    const actor = actorOf(c);
    const { id } = input.params(c, Id);
    found(await db.deleteFrom('keys').where('id', '=', id).where('person_id', '=', actor.personId).returning('id').executeTakeFirst());
    await note(db, actor, 'key.dropped', `key:${id}`);
    return c.body(null, 204);
  });

  return app;
}
