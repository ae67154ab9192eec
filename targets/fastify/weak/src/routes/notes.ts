import type { FastifyInstance } from 'fastify'
import { notes } from '../database.ts'
import { setPath, withoutPrototype } from '../library/set-path.ts'
import { authenticate } from '../plugins/guard.ts'

const settings = new Map<number, object>()

export async function noteRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate)

  app.post<{ Body: Record<string, any> }>('/notes', async (request, reply) => {
    const { title, text, secret = false } = request.body
    return reply.code(201).send(notes.insert({ owner: request.member.sub, title, text, secret }))
  })

  app.post<{ Body: Record<string, any> }>('/notes/query', async (request) => notes.find({ owner: request.member.sub, ...request.body.filter }))

  app.get<{ Querystring: { title?: string } }>('/notes/by-title', async (request) =>
    notes.find({ owner: request.member.sub, title: String(request.query.title) }),
  )

  app.get<{ Params: { id: string } }>('/notes/:id', async (request, reply) => {
    const note = notes.findOne({ id: Number(request.params.id) })
    return note ?? reply.code(404).send({ error: 'no such note' })
  })

  app.patch<{ Body: Record<string, any> }>('/settings', async (request) => {
    const mine = settings.get(request.member.sub) ?? {}
    setPath(mine, request.body.path, request.body.value)
    settings.set(request.member.sub, mine)
    return mine
  })

  app.post<{ Body: Record<string, any> }>('/settings/template', async (request) => {
    const template = withoutPrototype(request.body)
    return { keys: Object.keys(template) }
  })

  app.get('/settings/defaults', async () => {
    const defaults: Record<string, unknown> = {}
    return { font: defaults['font'] ?? 'sans', width: defaults['width'] ?? 80 }
  })
}
