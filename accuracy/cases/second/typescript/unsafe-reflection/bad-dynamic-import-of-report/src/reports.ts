import type { FastifyInstance } from 'fastify'
import { rowsOf } from './rows.js'

type Renderer = (rows: readonly unknown[]) => string

export async function reports(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', app.authenticate)
  app.get<{ Params: { kind: string } }>('/reports/:kind', async (request, reply) => {
    const renderer: { default: Renderer } = await import(`./renderers/${request.params.kind}`)
    return reply.type('text/plain').send(renderer.default(await rowsOf(request.user.id)))
  })
}
