import type { FastifyInstance } from 'fastify'
import { type Draft, setIn } from './draft.js'

const drafts = new Map<string, Draft>()

export async function draftRoutes(app: FastifyInstance): Promise<void> {
  app.patch<{ Params: { id: string }; Body: { path: string; value: unknown } }>('/drafts/:id', async (request, reply) => {
    const draft = drafts.get(request.params.id)
    if (!draft) {
      return reply.code(404).send()
    }
    setIn(draft, request.body.path, request.body.value)
    return draft
  })
}
