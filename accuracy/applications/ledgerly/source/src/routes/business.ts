import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { authenticate } from '../auth.ts';
import { config } from '../config.ts';
import { db } from '../db.ts';
import { csvRow } from '../lib/csv.ts';
import { HttpError, isConstraint, notFound } from '../lib/errors.ts';
import { deliver, parseDestination } from '../lib/outbound.ts';
import { hmac, sameMac } from '../lib/tokens.ts';
import { books, totalOf, type Line, type Page, type Principal } from '../repositories.ts';
import { bodies, params, queries } from '../schemas.ts';
import { customerView, invoiceView, paymentView, sharedInvoiceView } from '../views.ts';

type ById = { Params: { id: string } };
const MAX_TOTAL = 1_000_000_000;

function checkTotal(lines: Line[]): void {
  if (totalOf(lines) > MAX_TOTAL) throw new HttpError(422, 'total_too_large');
}

const hookSecret = (hookId: string) => hmac(config.webhookKey, hookId);

function send(hook: { id: string; url: string }, body: string): Promise<boolean> {
  const at = String(Math.floor(Date.now() / 1000));
  return deliver(hook.url, body, { 'x-ledgerly-time': at, 'x-ledgerly-signature': hmac(Buffer.from(hookSecret(hook.id)), at, body) });
}

async function notify(owner: Principal, event: string, data: object): Promise<void> {
  const hooks = await books.forUser(owner).webhooks.list();
  const body = JSON.stringify({ event, data, at: new Date().toISOString() });
  await Promise.allSettled(hooks.filter((hook) => hook.active).map((hook) => send(hook, body)));
}

export async function businessRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate);

  app.get<{ Querystring: Page }>('/customers', { schema: { querystring: queries.customers } }, async (request) => ({
    items: (await books.forUser(request.principal).customers.list(request.query)).map(customerView),
  }));
  app.post<{ Body: { name: string; email: string } }>('/customers', { schema: { body: bodies.customer } }, async (request, reply) => {
    const row = await books.forUser(request.principal).customers.add(request.body);
    return reply.code(201).send(customerView(row));
  });
  app.get<ById>('/customers/:id', { schema: { params: params.id } }, async (request) =>
    customerView(await books.forUser(request.principal).customers.find(request.params.id)));
  app.patch<ById & { Body: { name?: string; email?: string; vatId?: string; notes?: string } }>('/customers/:id', { schema: { params: params.id, body: bodies.customerChange } }, async (request) =>
    customerView(await books.forUser(request.principal).customers.change(request.params.id, request.body)));
  app.delete<ById>('/customers/:id', { schema: { params: params.id } }, async (request, reply) => {
    await books.forUser(request.principal).customers.archive(request.params.id);
    return reply.code(204).send();
  });

  app.get<{ Querystring: Page }>('/invoices', { schema: { querystring: queries.invoices } }, async (request) => ({
    items: (await books.forUser(request.principal).invoices.list(request.query)).map(invoiceView),
  }));
  app.post<{ Body: { customerId: string; dueOn: string; lines: Line[] } }>('/invoices', { schema: { body: bodies.invoice } }, async (request, reply) => {
    checkTotal(request.body.lines);
    const row = await books.forUser(request.principal).invoices.draft(request.body);
    return reply.code(201).send(invoiceView(row));
  });
  app.get<ById>('/invoices/:id', { schema: { params: params.id } }, async (request) =>
    invoiceView(await books.forUser(request.principal).invoices.find(request.params.id)));
  app.put<ById & { Body: { version: number; dueOn: string; lines: Line[] } }>(
    '/invoices/:id', { schema: { params: params.id, body: bodies.invoiceChange } },
    async (request) => {
      checkTotal(request.body.lines);
      const { version, ...rest } = request.body;
      return invoiceView(await books.forUser(request.principal).invoices.revise(request.params.id, version, rest));
    },
  );
  app.delete<ById>('/invoices/:id', { schema: { params: params.id } }, async (request, reply) => {
    await books.forUser(request.principal).invoices.discard(request.params.id);
    return reply.code(204).send();
  });
  app.post<ById>('/invoices/:id/send', { schema: { params: params.id } }, async (request) => {
    const row = await books.forUser(request.principal).invoices.send(request.params.id);
    notify(request.principal, 'invoice.sent', { id: row.id, number: row.number })
      .catch((error) => request.log.warn({ err: error }, 'webhook round failed'));
    return invoiceView(row);
  });

  app.get<ById>('/invoices/:id/payments', { schema: { params: params.id } }, async (request) => ({
    items: (await books.forUser(request.principal).invoices.payments(request.params.id)).map(paymentView),
  }));
  app.post<ById & { Body: { amountCents: number; reference: string } }>(
    '/invoices/:id/payments', { schema: { params: params.id, body: bodies.payment } },
    async (request, reply) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || !/^[\w-]{8,64}$/.test(key)) throw new HttpError(400, 'idempotency_key_required');
      const fingerprint = createHash('sha256').update(JSON.stringify([request.params.id, request.body])).digest('hex');
      const owner = request.principal;
      const outcome = await db.transaction().execute(async (trx) => {
        const earlier = await trx.selectFrom('idempotency').selectAll().where('user_id', '=', owner.id).where('key', '=', key).executeTakeFirst();
        if (earlier) return earlier;
        const { payment, invoice } = await books.forUser(owner, trx).invoices.pay(request.params.id, request.body.amountCents, request.body.reference);
        const response = JSON.stringify({ payment: paymentView(payment), invoice: invoiceView(invoice) });
        const record = { user_id: owner.id, key, fingerprint, response };
        await trx.insertInto('idempotency').values(record).execute();
        return record;
      });
      if (outcome.fingerprint !== fingerprint) throw new HttpError(422, 'idempotency_key_reused');
      return reply.code(201).type('application/json').send(outcome.response);
    },
  );

  app.post<ById & { Body: { days: number } }>('/invoices/:id/share', { schema: { params: params.id, body: bodies.share } }, async (request, reply) => {
    const row = await books.forUser(request.principal).invoices.find(request.params.id);
    const exp = String(Math.floor(Date.now() / 1000) + request.body.days * 86_400);
    const epoch = String(row.share_epoch);
    const link = new URL(`/shared/invoices/${row.id}`, config.publicUrl);
    link.search = new URLSearchParams({ exp, epoch, sig: hmac(config.shareKey, row.id, exp, epoch) }).toString();
    return reply.code(201).send({ url: link.href, path: link.pathname + link.search });
  });
  app.delete<ById>('/invoices/:id/share', { schema: { params: params.id } }, async (request, reply) => {
    await books.forUser(request.principal).invoices.withdrawLinks(request.params.id);
    return reply.code(204).send();
  });

  app.get('/exports/invoices.csv', { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }, async (request, reply) => {
    const { invoices } = books.forUser(request.principal);
    async function* rows() {
      yield csvRow(['Number', 'Customer', 'Status', 'Total', 'Paid', 'Due']);
      for await (const row of invoices.everything()) {
        yield csvRow([row.number, row.customer, row.status, row.total_cents / 100, row.paid_cents / 100, row.due_on]);
      }
    }
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="invoices.csv"').send(Readable.from(rows()));
  });

  app.get('/webhooks', async (request) => ({
    items: (await books.forUser(request.principal).webhooks.list()).map(({ id, url, active }) => ({ id, url, active: active === 1 })),
  }));
  app.post<{ Body: { url: string } }>('/webhooks', { schema: { body: bodies.webhook } }, async (request, reply) => {
    const url = parseDestination(request.body.url);
    if (!url) throw new HttpError(422, 'url_not_allowed');
    try {
      const hook = await books.forUser(request.principal).webhooks.add(url.href);
      return reply.code(201).send({ id: hook.id, url: hook.url, active: true, secret: hookSecret(hook.id) });
    } catch (error) {
      throw isConstraint(error) ? new HttpError(409, 'already_registered') : error;
    }
  });
  app.post<ById>('/webhooks/:id/test', { schema: { params: params.id }, config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request) => {
    const hook = await books.forUser(request.principal).webhooks.find(request.params.id);
    const body = JSON.stringify({ event: 'ping', at: new Date().toISOString() });
    // A plain yes or no: neither the status nor the reason goes back to the caller.
    return { delivered: await send(hook, body) };
  });
  app.delete<ById>('/webhooks/:id', { schema: { params: params.id } }, async (request, reply) => {
    await books.forUser(request.principal).webhooks.remove(request.params.id);
    return reply.code(204).send();
  });
}

/** What a customer opens from the link in the mail: no account, a signature. */
export async function sharedRoutes(app: FastifyInstance): Promise<void> {
  app.get<ById & { Querystring: { exp: number; epoch: number; sig: string } }>(
    '/shared/invoices/:id', { schema: { params: params.id, querystring: queries.shared } },
    async (request, reply) => {
      const { exp, epoch, sig } = request.query;
      const { id } = request.params;
      if (!sameMac(sig, hmac(config.shareKey, id, String(exp), String(epoch))) || exp * 1000 < Date.now()) throw notFound();
      const row = await db.selectFrom('invoices')
        .innerJoin('users', 'users.id', 'invoices.user_id').innerJoin('customers', 'customers.id', 'invoices.customer_id')
        .selectAll('invoices').select(['users.name as from', 'customers.name as to'])
        .where('invoices.id', '=', id).where('invoices.share_epoch', '=', epoch).where('users.disabled', '=', 0)
        .executeTakeFirstOrThrow(notFound);
      return reply.header('cache-control', 'private, no-store').send(sharedInvoiceView(row, row.from, row.to));
    },
  );
}
