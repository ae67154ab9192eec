import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { subjectOf } from './subject.js'

export const notify: FastifyPluginAsyncTypebox = async (app) => {
  app.addHook('onRequest', app.authenticate)
  app.post(
    '/notify/subject/preview',
    { schema: { body: Type.Object({ source: Type.String({ maxLength: 200 }) }) } },
    async ({ body }) => ({ subject: subjectOf(body.source, { order: 'A-1001', name: 'Customer' }) }),
  )
}
