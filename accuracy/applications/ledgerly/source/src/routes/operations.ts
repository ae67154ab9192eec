import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { administratorsOnly, authenticate } from '../auth.ts';
import { config } from '../config.ts';
import { db } from '../db.ts';
import { HttpError, isConstraint, notFound } from '../lib/errors.ts';
import { hmac, sameMac } from '../lib/tokens.ts';
import type { Page } from '../repositories.ts';
import { bodies, params, queries } from '../schemas.ts';

export async function adminRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate);
  app.addHook('onRequest', administratorsOnly);

  app.get<{ Querystring: Page }>('/users', { schema: { querystring: queries.plain } }, async (request) => ({
    items: await db.selectFrom('users').select(['id', 'email', 'name', 'role', 'disabled', 'created_at as createdAt'])
      .orderBy('created_at').limit(request.query.limit).offset(request.query.offset).execute(),
  }));

  app.patch<{ Params: { id: string }; Body: { disabled: boolean } }>(
    '/users/:id', { schema: { params: params.id, body: bodies.adminUser } },
    async (request) => {
      const { id } = request.params;
      if (id === request.principal.id) throw new HttpError(409, 'not_yourself');
      return db.transaction().execute(async (trx) => {
        const row = await trx.updateTable('users').set({ disabled: request.body.disabled ? 1 : 0, epoch: sql`epoch + 1` })
          .where('id', '=', id).returning(['id', 'disabled']).executeTakeFirstOrThrow(notFound);
        await trx.deleteFrom('refresh_tokens').where('user_id', '=', id).execute();
        await trx.insertInto('audit').values({ actor_id: request.principal.id, action: row.disabled ? 'disable' : 'enable', subject: id }).execute();
        return { id: row.id, disabled: row.disabled === 1 };
      });
    },
  );

  app.get('/stats', async () => {
    const row = await db.selectFrom('invoices')
      .select((eb) => [eb.fn.countAll<number>().as('invoices'), sql<number>`coalesce(sum(paid_cents), 0)`.as('paidCents')])
      .executeTakeFirstOrThrow();
    return row;
  });

  app.get<{ Querystring: Page }>('/audit', { schema: { querystring: queries.plain } }, async (request) => ({
    items: await db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(request.query.limit).offset(request.query.offset).execute(),
  }));
}

/** Calls from our own scheduler: signed over method, path and body, each nonce once. */
export async function internalRoutes(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => done(null, body));

  app.addHook('preValidation', async (request: FastifyRequest) => {
    const [time, nonce, signature] = ['x-time', 'x-nonce', 'x-signature'].map((name) => String(request.headers[name] ?? ''));
    const fresh = Math.abs(Date.now() / 1000 - Number(time)) <= 60;
    const raw = typeof request.body === 'string' ? request.body : '';
    const expected = hmac(config.internalKey, time!, nonce!, request.method, request.url, raw);
    if (!sameMac(signature!, expected) || !fresh || nonce!.length < 16) throw new HttpError(401, 'unauthenticated');
    try {
      await db.deleteFrom('nonces').where('expires_at', '<', Date.now() / 1000).execute();
      await db.insertInto('nonces').values({ nonce: nonce!, expires_at: Math.floor(Date.now() / 1000) + 180 }).execute();
    } catch (error) {
      throw isConstraint(error) ? new HttpError(401, 'unauthenticated') : error;
    }
  });

  app.post('/overdue', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const rows = await db.selectFrom('invoices').select('id').where('status', '=', 'sent').where('due_on', '<', today).limit(500).execute();
    return { overdue: rows.length };
  });

  app.post('/purge', async () => {
    const now = Math.floor(Date.now() / 1000);
    await db.deleteFrom('refresh_tokens').where('expires_at', '<', now).execute();
    await db.deleteFrom('reset_tokens').where('expires_at', '<', now).execute();
    const cutoff = new Date(Date.now() - 90 * 86_400_000).toISOString();
    const result = await db.deleteFrom('customers').where('deleted_at', '<', cutoff)
      .where('id', 'not in', (eb) => eb.selectFrom('invoices').select('customer_id')).executeTakeFirst();
    return { purged: Number(result.numDeletedRows) };
  });
}
