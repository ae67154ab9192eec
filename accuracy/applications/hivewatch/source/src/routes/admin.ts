import type { FastifyInstance } from 'fastify';
import { isValidObjectId } from 'mongoose';
import { Keepers, Listings, Payouts } from '../models.js';
import { adminOnly, keeperOnly } from '../plugins/auth.js';
import { testHook } from '../services/hooks.js';
import { requestPayout } from '../services/payouts.js';

type ById = { Params: { id: string } };

export async function adminRoutes(app: FastifyInstance) {
  app.addHook('preHandler', keeperOnly);

  app.get<{ Querystring: { page?: number } }>('/keepers', { preHandler: adminOnly }, async (req) =>
    Keepers.find().select('name email role').skip(50 * Math.max(0, Number(req.query.page) || 0)).limit(50).lean(),
  );

  app.post<ById>('/listings/:id/verify', { preHandler: adminOnly }, async (req, reply) => {
    if (isValidObjectId(req.params.id)) await Listings.updateOne({ _id: req.params.id }, { verified: true });
    return reply.code(204).send();
  });

  app.post<{ Body: { cents: number } }>('/payouts', async (req, reply) => {
    const payout = await requestPayout(req.keeper._id, Number(req.body?.cents));
    return payout ? { id: payout._id } : reply.code(409).send({ error: 'balance too low' });
  });

  app.post<ById>('/payouts/:id/approve', async (req, reply) => {
    if (isValidObjectId(req.params.id)) await Payouts.updateOne({ _id: req.params.id, approved: false }, { approved: true });
    return reply.code(204).send();
  });

  app.post<{ Body: { url: string } }>('/hooks/test', { preHandler: adminOnly }, async (req) => testHook(String(req.body?.url)));
}
