import { createHash, randomUUID } from 'node:crypto';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import view from '@fastify/view';
import argon2 from 'argon2';
import { asc, desc, eq } from 'drizzle-orm';
import { Eta } from 'eta';
import { Problem } from '../errors.js';
import { admins, apiKeys, companies } from '../schema.js';
import { issueKey, revokeKey, SCOPES, type Scope } from '../services/keys.js';

const Login = Type.Object({
  _csrf: Type.String(),
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 128 }),
}, { additionalProperties: false });

const NewKey = Type.Object({
  _csrf: Type.String(),
  companyId: Type.String({ format: 'uuid' }),
  write: Type.Optional(Type.Literal('on')),
  days: Type.Integer({ minimum: 1, maximum: 365 }),
}, { additionalProperties: false });

const Page = Type.Object({ page: Type.Integer({ minimum: 1, maximum: 500, default: 1 }) });
const PER_PAGE = 50;
const MAX_ATTEMPTS = 6;

export const adminRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const decoy = await argon2.hash(randomUUID());
  await app.register(formbody, { bodyLimit: 8 * 1024 });
  await app.register(csrf, { sessionPlugin: '@fastify/secure-session' });
  await app.register(view, { engine: { eta: new Eta({ autoEscape: true, cache: true }) }, root: 'views', viewExt: 'eta' });

  app.addHook('onSend', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
  });

  async function checkPassword(email: string, password: string) {
    const key = `admin-login:${createHash('sha256').update(email).digest('hex')}`;
    const replies = await app.redis.multi().incr(key).expire(key, 900, 'NX').exec();
    if (Number(replies?.[0]?.[1]) > MAX_ATTEMPTS) throw new Problem(429, 'Too many attempts');
    const [admin] = await app.db.select().from(admins).where(eq(admins.email, email)).limit(1);
    const matches = await argon2.verify(admin?.passwordHash ?? decoy, password);
    if (!admin || !matches) return null;
    await app.redis.del(key);
    return admin;
  }

  app.get('/login', { config: { access: 'public' } }, async (_request, reply) =>
    reply.view('login', { csrf: reply.generateCsrf(), failed: false }),
  );

  app.post('/login', {
    config: { access: 'public', rateLimit: { max: 20, timeWindow: '15 minutes' } },
    schema: { body: Login },
    preHandler: app.csrfProtection,
  }, async (request, reply) => {
    const admin = await checkPassword(request.body.email.toLowerCase(), request.body.password);
    if (!admin) {
      request.log.info('admin sign-in refused');
      return reply.code(401).view('login', { csrf: reply.generateCsrf(), failed: true });
    }
    request.session.regenerate();
    request.session.set('admin', { id: admin.id, version: admin.sessionVersion, since: Date.now() });
    return reply.redirect('/admin/keys', 303);
  });

  app.post('/logout', { config: { access: 'admin' }, preHandler: app.csrfProtection }, async (request, reply) => {
    request.session.delete();
    return reply.redirect('/admin/login', 303);
  });

  app.get('/keys', { config: { access: 'admin' }, schema: { querystring: Page } }, async (request, reply) => {
    const { page } = request.query;
    const [keys, choices] = await Promise.all([
      app.db
        .select({ id: apiKeys.id, company: companies.name, scopes: apiKeys.scopes, expiresAt: apiKeys.expiresAt, revokedAt: apiKeys.revokedAt })
        .from(apiKeys)
        .innerJoin(companies, eq(companies.id, apiKeys.companyId))
        .orderBy(desc(apiKeys.expiresAt), apiKeys.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE),
      app.db.select({ id: companies.id, name: companies.name }).from(companies).orderBy(asc(companies.name)).limit(500),
    ]);
    return reply.view('keys', { admin: request.admin, keys, choices, page, issued: null, csrf: reply.generateCsrf() });
  });

  app.post('/keys', { config: { access: 'superuser' }, schema: { body: NewKey }, preHandler: app.csrfProtection }, async (request, reply) => {
    const { companyId, write, days } = request.body;
    const scopes: Scope[] = write ? [...SCOPES] : ['read'];
    const issued = await issueKey(app.db, app.env.KEY_PEPPER, companyId, scopes, days);
    request.log.info({ admin: request.admin?.id, companyId, scopes }, 'key issued');
    return reply.view('keys', { admin: request.admin, keys: [], choices: [], page: 1, issued, csrf: reply.generateCsrf() });
  });

  app.post('/keys/:id/revoke', {
    config: { access: 'superuser' },
    schema: { params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{12}$' }) }) },
    preHandler: app.csrfProtection,
  }, async (request, reply) => {
    const done = await revokeKey(app.db, request.params.id);
    request.log.info({ admin: request.admin?.id, key: request.params.id, done }, 'key revoked');
    return reply.redirect('/admin/keys', 303);
  });
};
