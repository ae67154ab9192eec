import { createHash } from 'node:crypto';
import { Type, type FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { callerOf } from '../access.js';
import { STATUSES } from '../schema.js';
import { Shipments } from '../services/shipments.js';

const strict = { additionalProperties: false };
const oneOf = <const T extends readonly string[]>(values: T, options: { default?: T[number] } = {}) =>
  Type.Union(values.map((value) => Type.Literal(value as T[number])), options);
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });

export const CARRIERS = ['northpost', 'rapid', 'harbor'] as const;
const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, strict);

const ShipmentIn = Type.Object({
  reference: line(64),
  carrier: oneOf(CARRIERS),
  carrierNumber: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{6,40}$' })),
  recipient: line(120),
  city: line(80),
  weightGrams: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
}, strict);

const ShipmentOut = Type.Object({
  id: Type.String(),
  reference: Type.String(),
  code: Type.String(),
  carrier: Type.String(),
  recipient: Type.String(),
  city: Type.String(),
  weightGrams: Type.Integer(),
  status: Type.String(),
  createdAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
});

const ListQuery = Type.Object({
  status: Type.Optional(oneOf(STATUSES)),
  city: Type.Optional(line(80)),
  sort: oneOf(['newest', 'oldest', 'heaviest'], { default: 'newest' }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  offset: Type.Integer({ minimum: 0, maximum: 10_000, default: 0 }),
}, strict);

const EventIn = Type.Object({ status: oneOf(STATUSES), place: line(80) }, strict);

export const apiRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const shipmentsOf = (request: Parameters<typeof callerOf>[0]) => new Shipments(app.db, callerOf(request).companyId);

  app.post('/shipments', {
    config: { access: 'write' },
    schema: { body: ShipmentIn, response: { 201: ShipmentOut } },
  }, async (request, reply) => reply.code(201).send(await shipmentsOf(request).create(request.body)));

  app.get('/shipments', {
    config: { access: 'read' },
    schema: { querystring: ListQuery, response: { 200: Type.Array(ShipmentOut) } },
  }, async (request) => shipmentsOf(request).list(request.query));

  app.get('/shipments/:id', {
    config: { access: 'read' },
    schema: { params: IdParams, response: { 200: ShipmentOut } },
  }, async (request, reply) => {
    const found = await shipmentsOf(request).get(request.params.id);
    const etag = `"${createHash('md5').update(JSON.stringify(found)).digest('hex')}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return found;
  });

  app.post('/shipments/:id/events', {
    config: { access: 'write' },
    schema: { params: IdParams, body: EventIn },
  }, async (request) => shipmentsOf(request).record(request.params.id, request.body.status, request.body.place));

  app.get('/stats/carriers', {
    config: { access: 'read' },
    schema: { querystring: Type.Object({ order: oneOf(['carrier', 'share'], { default: 'carrier' }) }, strict) },
  }, async (request) => shipmentsOf(request).carrierStats(request.query.order));
};
