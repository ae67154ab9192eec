import { createHmac, timingSafeEqual } from 'node:crypto';
import cors from '@fastify/cors';
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { and, eq, sql } from 'drizzle-orm';
import { notFound, Problem } from '../errors.js';
import { shipments, STATUSES, type Status } from '../schema.js';
import { appendEvent, track } from '../services/shipments.js';

const CodeParams = Type.Object({ code: Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{26}$' }) });

const CARRIER_PAGES = new Map<string, (number: string) => string>([
  ['northpost', (number) => `https://track.northpost.example/parcel/${encodeURIComponent(number)}`],
  ['rapid', (number) => `https://rapid.example/follow?id=${encodeURIComponent(number)}`],
]);

export const trackingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(cors, { origin: app.env.WIDGET_ORIGINS.split(',').filter(Boolean), methods: ['GET'] });

  app.get('/:code', {
    config: { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } },
    schema: { params: CodeParams },
  }, async (request) => {
    const { status, steps } = await track(app.db, request.params.code);
    return { status, steps };
  });

  app.get('/:code/carrier', { config: { access: 'public' }, schema: { params: CodeParams } }, async (request, reply) => {
    const { carrier, carrierNumber } = await track(app.db, request.params.code);
    const page = CARRIER_PAGES.get(carrier);
    if (!page || !carrierNumber) throw notFound();
    return reply.redirect(page(carrierNumber), 302);
  });
};

interface CarrierEvent {
  carrier: string;
  number: string;
  status: Status;
  place: string;
}

function parseEvent(body: Buffer): CarrierEvent {
  let raw: unknown;
  try {
    raw = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Problem(400, 'Invalid event', { cause });
  }
  const { carrier, number, status, place } = (raw ?? {}) as Record<string, unknown>;
  const known = STATUSES.find((value) => value === status);
  if (typeof carrier !== 'string' || typeof number !== 'string' || typeof place !== 'string' || place.length > 80 || !known) {
    throw new Problem(400, 'Invalid event');
  }
  return { carrier, number, status: known, place };
}

/** Carriers sign "<seconds>.<body>"; the body is kept as it came for that reason. */
export const carrierRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: 16 * 1024 }, (_request, body, done) => done(null, body));

  app.post('/events', { config: { access: 'public' } }, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const stamp = String(request.headers['x-timestamp'] ?? '');
    const given = Buffer.from(String(request.headers['x-signature'] ?? ''), 'hex');
    const expected = createHmac('sha256', app.env.CARRIER_SECRET).update(`${stamp}.`).update(body).digest();
    const fresh = Math.abs(Date.now() / 1000 - Number(stamp)) < 300;
    if (!fresh || given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Problem(401, 'Invalid signature');

    const event = parseEvent(body);
    const seen = `carrier-event:${expected.toString('hex')}`;
    if (await app.redis.set(seen, '1', 'EX', 900, 'NX')) {
      const which = and(eq(shipments.carrier, event.carrier), eq(shipments.carrierNumber, event.number));
      try {
        await appendEvent(app.db, which, event.status, event.place);
      } catch (error) {
        await app.redis.del(seen);
        throw error;
      }
    }
    return reply.code(204).send();
  });
};

export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const config = { access: 'public', rateLimit: false } as const;
  app.get('/healthz', { config, logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config, logLevel: 'warn' }, async (request, reply) => {
    try {
      await Promise.all([app.db.execute(sql`SELECT 1`), app.redis.ping()]);
      return { status: 'ok' };
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
};
