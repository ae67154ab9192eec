import type { FastifyInstance } from 'fastify'
import { members } from '../database.ts'
import { adminOnly, authenticate } from '../plugins/guard.ts'

export async function adminRoutes(app: FastifyInstance): Promise<void> {
  app.get('/members', { onRequest: [authenticate, adminOnly] }, async () => members.find({}))

  app.patch<{ Params: { id: string }; Body: Record<string, any> }>('/members/:id', { onRequest: authenticate }, async (request, reply) => {
    const member = members.findOne({ id: Number(request.params.id) })
    if (member === undefined) return reply.code(404).send({ error: 'no such member' })
    member.role = request.body.role ?? member.role
    member.disabled = request.body.disabled ?? member.disabled
    return { id: member.id, role: member.role, disabled: member.disabled }
  })

  app.post<{ Body: Record<string, any> }>('/formula', { onRequest: [authenticate, adminOnly] }, async (request) => {
    const compute = new Function('votes', `return ${request.body.formula}`)
    return { result: compute(10) }
  })
}
