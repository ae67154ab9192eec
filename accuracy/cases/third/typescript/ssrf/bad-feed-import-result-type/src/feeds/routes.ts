import type { FastifyPluginAsync } from 'fastify'
import { andThen } from '../lib/result'
import { feedAddress } from './address'
import { downloadFeed } from './download'

export const feedRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Body: { address: string } }>('/feeds/preview', { preHandler: app.requireEditor }, async (request, reply) => {
    const items = await andThen(feedAddress(request.body.address), downloadFeed)
    return items.ok ? { items: items.value } : reply.code(422).send({ message: items.error })
  })
}
