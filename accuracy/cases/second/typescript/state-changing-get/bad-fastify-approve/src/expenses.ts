import type { FastifyInstance } from 'fastify'
import { managerOnly } from './auth.js'
import { expenses as store } from './store.js'

interface Params {
  id: string
}

export async function expenses(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', managerOnly)
  app.get<{ Params: Params }>('/expenses/:id/approve', async (request, reply) => {
    const expense = await store.ofDepartment(request.user.departmentId, Number(request.params.id))
    if (!expense) return reply.code(404).send()
    await store.approve(expense.id, request.user.id)
    return { state: 'approved' }
  })
}
