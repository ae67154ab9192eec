import type { FastifyPluginAsync } from 'fastify'
import { VoucherStore } from './vouchers.js'

export const voucherRoutes: FastifyPluginAsync = async (app) => {
  const vouchers = new VoucherStore(app.mongo.db!)

  app.post<{ Body: { code: string } }>('/redeem', async (request, reply) => {
    const voucher = await vouchers.redeem(request.body.code, (request.user as { sub: string }).sub)
    if (!voucher) return reply.code(404).send({ error: 'no such voucher' })
    return { cents: voucher.cents }
  })
}
