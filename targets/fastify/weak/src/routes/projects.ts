import type { FastifyInstance } from 'fastify'
import { all, get, run } from '../database.ts'
import { cacheKey } from '../library/password.ts'
import { authenticate } from '../plugins/guard.ts'

const TITLE = /^(\w+\s?)*$/
const ORDERS: Record<string, string> = { name: 'name', votes: 'votes DESC' }
const cache = new Map<string, unknown>()

export async function projectRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate)

  app.get<{ Querystring: { order?: string } }>('/projects', async (request) => {
    const key = cacheKey(request.url)
    const known = cache.get(key)
    if (known !== undefined) return known
    const order = ORDERS[request.query.order ?? ''] ?? 'id'
    const projects = all(`SELECT * FROM projects WHERE owner = ? ORDER BY ${order}`, request.member.sub)
    for (const project of projects) project['tasks'] = all('SELECT id, title, state FROM tasks WHERE project = ?', project['id'])
    cache.set(key, projects)
    setTimeout(() => cache.delete(key), 5000).unref()
    return projects
  })

  app.post<{ Body: Record<string, any> }>('/projects', async (request, reply) => {
    const { name, goal } = request.body
    if (!TITLE.test(name)) return reply.code(400).send({ error: 'letters and single spaces only' })
    const { lastInsertRowid } = run('INSERT INTO projects (owner, name, goal) VALUES (?, ?, ?)', request.member.sub, name, goal.trim())
    return reply.code(201).send(get('SELECT * FROM projects WHERE id = ?', lastInsertRowid))
  })

  app.get<{ Params: { id: string } }>('/projects/:id', async (request, reply) => {
    const project = get('SELECT * FROM projects WHERE id = ? AND owner = ?', request.params.id, request.member.sub)
    return project ?? reply.code(404).send({ error: 'no such project' })
  })

  app.put<{ Params: { id: string }; Body: Record<string, any> }>('/projects/:id', async (request) => {
    run('UPDATE projects SET name = ?, goal = ? WHERE id = ?', request.body.name, request.body.goal, request.params.id)
    return get('SELECT * FROM projects WHERE id = ?', request.params.id)
  })

  app.delete<{ Params: { id: string } }>('/projects/:id', async (request, reply) => {
    const { changes } = run('DELETE FROM projects WHERE id = ? AND owner = ?', request.params.id, request.member.sub)
    return reply.code(changes === 0 ? 404 : 204).send()
  })

  app.post<{ Params: { id: string } }>('/projects/:id/archive', async (request) => {
    run('UPDATE projects SET archived = 1 WHERE id = ? AND owner = ?', request.params.id, request.member.sub)
    return { archived: true }
  })

  app.post<{ Params: { id: string } }>('/projects/:id/vote', async (request, reply) => {
    const voted = get('SELECT 1 AS yes FROM voters WHERE project = ? AND member = ?', request.params.id, request.member.sub)
    if (voted) return reply.code(409).send({ error: 'once only' })
    await notifyOwner()
    run('INSERT INTO voters VALUES (?, ?)', request.params.id, request.member.sub)
    run('UPDATE projects SET votes = votes + 1 WHERE id = ?', request.params.id)
    return get('SELECT votes FROM projects WHERE id = ?', request.params.id)
  })
}

const notifyOwner = () => new Promise((resolve) => setTimeout(resolve, 30))
