import type { FastifyInstance } from 'fastify'
import { rowsOf } from './rows.js'

type Renderer = (rows: readonly unknown[]) => string
const RENDERERS: Record<string, () => Promise<{ default: Renderer }>> = {
  csv: () => import('./renderers/csv.js'),
  text: () => import('./renderers/text.js'),
}

export async function reports(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', app.authenticate)
  app.get<{ Params: { kind: string } }>('/reports/:kind', async (request, reply) => {
    const { kind } = request.params
    const load = Object.hasOwn(RENDERERS, kind) ? RENDERERS[kind] : undefined
    if (!load) return reply.code(404).send({ error: 'no such report' })
    const renderer = await load()
    return reply.type('text/plain').send(renderer.default(await rowsOf(request.user.id)))
  })
}
