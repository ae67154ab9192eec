import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '../app.ts'
import { recordAudit } from '../library/audit.ts'
import { notFound, Problem } from '../library/problem.ts'
import { principalOf } from '../plugins/access.ts'
import { id, object, type PageQuery, page } from './schemas.ts'

type ById = { Params: { id: string } }

export async function adminRoutes(app: FastifyInstance, { database, sessions }: Services): Promise<void> {
  const config = { access: 'admin' } as const
  const other = (request: FastifyRequest<ById>) => {
    if (request.params.id === principalOf(request).id) throw new Problem(409, 'Ask another administrator')
    if (database.get('SELECT id FROM members WHERE id = ?', request.params.id) === undefined) throw notFound()
    return request.params.id
  }

  app.get<{ Querystring: PageQuery }>('/members', { config, schema: { querystring: page } }, async (request) => ({
    members: database.all('SELECT id, email, name, role, disabled FROM members ORDER BY email LIMIT ? OFFSET ?', Number(request.query.limit), Number(request.query.offset)),
  }))

  app.put<ById & { Body: { role: string } }>('/members/:id/role', { config, schema: { params: id, body: object({ role: { type: 'string', enum: ['member', 'admin'] } }) } }, async (request) => {
    const member = other(request)
    database.run('UPDATE members SET role = ? WHERE id = ?', request.body.role, member)
    recordAudit(database, principalOf(request).id, `role.${request.body.role}`, member)
    return { id: member, role: request.body.role }
  })

  app.post<ById>('/members/:id/disable', { config, schema: { params: id } }, async (request, reply) => {
    const member = other(request)
    database.run('UPDATE members SET disabled = 1 WHERE id = ?', member)
    sessions.revokeAll(member)
    recordAudit(database, principalOf(request).id, 'member.disabled', member)
    return reply.code(204).send()
  })
}
