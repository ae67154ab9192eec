import { Router } from 'express'
import { z } from 'zod'
import { recordAudit } from '../lib/audit-log.js'
import { notFound, Problem } from '../lib/problem.js'
import { page, parse } from '../lib/validate.js'
import { requireAdmin } from '../middleware/access.js'
import { onlyMethods } from '../middleware/protocol.js'

const Listing = z.strictObject(page)
const Id = z.strictObject({ id: z.uuid() })
const RoleChange = z.strictObject({ role: z.enum(['customer', 'admin']) })

export function adminRoutes({ database, sessions }) {
  const router = Router()
  router.use(requireAdmin(database))

  const otherUser = (request) => {
    const { id } = parse(Id, request.params)
    if (id === request.principal.id) throw new Problem(409, 'Ask another administrator')
    if (database.get('SELECT id FROM users WHERE id = ?', id) === undefined) throw notFound()
    return id
  }

  router.route('/users').get((request, response) => {
    const { limit, offset } = parse(Listing, request.query)
    const users = database.all('SELECT id, email, name, role, disabled FROM users ORDER BY created_at, id LIMIT ? OFFSET ?', limit, offset)
    response.json({ users, limit, offset })
  }).all(onlyMethods('GET'))

  router.route('/users/:id/role').put((request, response) => {
    const id = otherUser(request)
    const { role } = parse(RoleChange, request.body)
    database.run('UPDATE users SET role = ? WHERE id = ?', role, id)
    recordAudit(database, request.principal.id, `role.${role}`, id)
    response.json({ id, role })
  }).all(onlyMethods('PUT'))

  router.route('/users/:id/disable').post((request, response) => {
    const id = otherUser(request)
    database.run('UPDATE users SET disabled = 1 WHERE id = ?', id)
    sessions.revokeAll(id)
    recordAudit(database, request.principal.id, 'user.disabled', id)
    response.status(204).end()
  }).all(onlyMethods('POST'))

  return router
}
