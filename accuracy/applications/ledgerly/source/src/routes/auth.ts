import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { authenticate } from '../auth.ts';
import { config } from '../config.ts';
import { db } from '../db.ts';
import { HttpError, isConstraint } from '../lib/errors.ts';
import { FailureWindow } from '../lib/failures.ts';
import { sendMail } from '../lib/mailer.ts';
import { hashPassword, verifyPassword } from '../lib/passwords.ts';
import { digestOf, opaqueToken, signAccessToken } from '../lib/tokens.ts';
import { bodies } from '../schemas.ts';
import { userView } from '../views.ts';

const REFRESH_DAYS = 14;
const now = () => Math.floor(Date.now() / 1000);

async function issue(user: { id: string; epoch: number }, family: string = randomUUID()) {
  const refresh = opaqueToken();
  await db.insertInto('refresh_tokens')
    .values({ digest: refresh.digest, family, user_id: user.id, used_at: null, expires_at: now() + REFRESH_DAYS * 86_400 }).execute();
  return { accessToken: await signAccessToken(user.id, user.epoch), refreshToken: refresh.token, expiresIn: 900 };
}

async function endEverySession(userId: string, set: { password_hash?: string } = {}) {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('users').set({ ...set, epoch: sql`epoch + 1` }).where('id', '=', userId).execute();
    await trx.deleteFrom('refresh_tokens').where('user_id', '=', userId).execute();
    await trx.deleteFrom('reset_tokens').where('user_id', '=', userId).execute();
  });
}

// The route limit counts per account and address; this one slows down spraying over many accounts.
const sprays = new FailureWindow(100, 15 * 60_000);

const perAccount = (request: FastifyRequest) =>
  `${request.ip}|${String((request.body as { email?: string } | undefined)?.email ?? '').toLowerCase()}`;
const slow = (max: number) => ({ rateLimit: { max, timeWindow: '15 minutes', hook: 'preHandler' as const, keyGenerator: perAccount } });

export async function authRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: { email: string; password: string; name: string } }>(
    '/auth/register',
    { schema: { body: bodies.register }, config: { rateLimit: { max: 60, timeWindow: '1 hour' } } },
    async (request, reply) => {
      const { email, password, name } = request.body;
      const password_hash = await hashPassword(password);
      try {
        await db.insertInto('users').values({ id: randomUUID(), email: email.toLowerCase(), name, password_hash }).execute();
      } catch (error) {
        if (!isConstraint(error)) throw error;
        // The owner is told by mail; the caller gets the same answer either way.
        sendMail(email, 'You already have an account', 'Somebody tried to register with your address.')
          .catch((reason) => request.log.error({ err: reason }, 'mail not spooled'));
      }
      return reply.code(201).send({ status: 'registered', next: '/auth/login' });
    },
  );

  app.post<{ Body: { email: string; password: string } }>(
    '/auth/login',
    { schema: { body: bodies.login }, config: slow(20) },
    async (request, reply) => {
      if (sprays.blocked(request.ip)) throw new HttpError(429, 'too_many_attempts');
      const user = await db.selectFrom('users').select(['id', 'epoch', 'password_hash', 'disabled'])
        .where('email', '=', request.body.email.toLowerCase()).executeTakeFirst();
      const matches = await verifyPassword(request.body.password, user?.password_hash);
      if (!user || !matches || user.disabled) {
        sprays.record(request.ip);
        request.log.warn({ event: 'login.failed', account: user?.id }, 'sign in refused');
        throw new HttpError(401, 'invalid_credentials');
      }
      return reply.header('cache-control', 'no-store').send(await issue(user));
    },
  );

  app.post<{ Body: { refreshToken: string } }>('/auth/refresh', { schema: { body: bodies.refresh } }, async (request, reply) => {
    const digest = digestOf(request.body.refreshToken);
    const spent = await db.updateTable('refresh_tokens').set({ used_at: new Date().toISOString() })
      .where('digest', '=', digest).where('used_at', 'is', null).where('expires_at', '>', now())
      .returning(['family', 'user_id']).executeTakeFirst();
    if (!spent) {
      // A second use means that the token has leaked: the whole family goes.
      await db.deleteFrom('refresh_tokens')
        .where('family', 'in', (eb) => eb.selectFrom('refresh_tokens').select('family').where('digest', '=', digest)).execute();
      request.log.warn({ event: 'refresh.refused' }, 'refresh token refused');
      throw new HttpError(401, 'invalid_token');
    }
    const user = await db.selectFrom('users').select(['id', 'epoch']).where('id', '=', spent.user_id).where('disabled', '=', 0).executeTakeFirst();
    if (!user) throw new HttpError(401, 'invalid_token');
    return reply.header('cache-control', 'no-store').send(await issue(user, spent.family));
  });

  app.post('/auth/logout', { onRequest: authenticate }, async (request, reply) => {
    await endEverySession(request.principal.id);
    return reply.code(204).send();
  });

  app.post<{ Body: { email: string } }>('/auth/forgot', { schema: { body: bodies.forgot }, config: slow(5) }, async (request, reply) => {
    const { email } = request.body;
    const { token, digest } = opaqueToken();
    // Work on the account happens after the answer, so its duration tells nothing.
    setImmediate(async () => {
      try {
        const user = await db.selectFrom('users').select(['id', 'email']).where('email', '=', email.toLowerCase()).where('disabled', '=', 0).executeTakeFirst();
        if (!user) return;
        await db.insertInto('reset_tokens').values({ digest, user_id: user.id, expires_at: now() + 1_800 })
          .onConflict((oc) => oc.column('user_id').doUpdateSet({ digest, expires_at: now() + 1_800 })).execute();
        const link = new URL('/reset', config.publicUrl);
        link.hash = token;
        await sendMail(user.email, 'Reset your password', link.href);
      } catch (error) {
        request.log.error({ err: error }, 'reset mail failed');
      }
    });
    return reply.code(202).send({ status: 'accepted' });
  });

  app.post<{ Body: { token: string; password: string } }>(
    '/auth/reset', { schema: { body: bodies.reset }, config: { rateLimit: { max: 20, timeWindow: '15 minutes' } } },
    async (request, reply) => {
      const spent = await db.deleteFrom('reset_tokens').where('digest', '=', digestOf(request.body.token))
        .where('expires_at', '>', now()).returning('user_id').executeTakeFirst();
      if (!spent) throw new HttpError(400, 'invalid_token');
      await endEverySession(spent.user_id, { password_hash: await hashPassword(request.body.password) });
      request.log.info({ event: 'password.reset', account: spent.user_id }, 'password replaced');
      return reply.code(204).send();
    },
  );

  app.get('/me', { onRequest: authenticate }, async (request) => userView(request.principal));

  app.patch<{ Body: { name: string } }>('/me', { onRequest: authenticate, schema: { body: bodies.profile } }, async (request) => {
    const { name } = request.body;
    await db.updateTable('users').set({ name }).where('id', '=', request.principal.id).execute();
    return userView({ ...request.principal, name });
  });

  app.put<{ Body: { current: string; password: string } }>(
    '/me/password',
    { onRequest: authenticate, schema: { body: bodies.password }, config: { rateLimit: { max: 10, timeWindow: '15 minutes' } } },
    async (request, reply) => {
      const { password_hash } = await db.selectFrom('users').select('password_hash').where('id', '=', request.principal.id).executeTakeFirstOrThrow();
      if (!(await verifyPassword(request.body.current, password_hash))) throw new HttpError(403, 'invalid_credentials');
      await endEverySession(request.principal.id, { password_hash: await hashPassword(request.body.password) });
      return reply.code(204).send();
    },
  );
}
