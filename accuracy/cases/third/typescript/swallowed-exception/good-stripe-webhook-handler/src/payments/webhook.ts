import type { FastifyPluginAsync } from 'fastify'
import { bookPayment, bookRefund } from './ledger.js'
import { verifyEvent } from './verify.js'

const HANDLERS: Record<string, (data: Record<string, unknown>) => Promise<void>> = {
  'payment.settled': bookPayment,
  'payment.refunded': bookRefund,
}

export const paymentWebhook: FastifyPluginAsync = async (app) => {
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post<{ Body: Buffer }>('/webhooks/payments', async (request, reply) => {
    const event = verifyEvent(request.body, request.headers['x-signature'])
    if (!event) return reply.code(400).send({ message: 'The signature is wrong' })
    const handle = HANDLERS[event.type]
    if (!handle) return reply.code(204).send()
    try {
      await handle(event.data)
    } catch (error) {
      request.log.error({ err: error, event: event.id }, 'the event could not be booked')
      return reply.code(500).send({ message: 'Try again later' })
    }
    return reply.code(204).send()
  })
}
