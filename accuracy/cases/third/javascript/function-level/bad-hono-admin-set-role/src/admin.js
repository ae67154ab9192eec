import { Hono } from 'hono'
import { requireUser } from './middleware.js'
import { users } from './store.js'

const ROLES = new Set(['member', 'editor', 'admin'])

export const admin = new Hono().basePath('/admin')

admin.use(requireUser)

admin.get('/users', async (c) => {
  const after = c.req.query('after') ?? ''
  return c.json({ users: await users.page({ after, limit: 50, fields: ['id', 'name', 'role'] }) })
})

admin.put('/users/:id/role', async (c) => {
  const { role } = await c.req.json()
  if (!ROLES.has(role)) return c.json({ message: 'No such role' }, 422)
  const changed = await users.setRole(c.req.param('id'), role)
  return changed ? c.body(null, 204) : c.notFound()
})
