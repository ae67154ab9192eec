import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Services } from '../app.ts'
import { notFound, Problem } from '../library/problem.ts'
import { principalOf } from '../plugins/access.ts'
import { id, object, type PageQuery, page, pageProperties, text } from './schemas.ts'

const ORDERS = { newest: 'created DESC, id', title: 'title, id', priority: 'priority DESC, id' } as const
const COLUMNS = 'id, title, note, priority, published'

type ById = { Params: { id: string } }

export async function projectRoutes(app: FastifyInstance, { database }: Services): Promise<void> {
  const own = (request: FastifyRequest<ById>) => {
    const project = database.get(`SELECT ${COLUMNS} FROM projects WHERE id = ? AND owner = ?`, request.params.id, principalOf(request).id)
    if (project === undefined) throw notFound()
    return project
  }

  app.get<{ Querystring: PageQuery & { order: keyof typeof ORDERS } }>(
    '/projects',
    { schema: { querystring: object({ ...pageProperties, order: { type: 'string', enum: Object.keys(ORDERS), default: 'newest' } }, []) } },
    async (request) => {
      const { order, limit, offset } = request.query
      const projects = database.all(`SELECT ${COLUMNS} FROM projects WHERE owner = ? ORDER BY ${ORDERS[order]} LIMIT ? OFFSET ?`, principalOf(request).id, Number(limit), Number(offset))
      const tasks = database.all('SELECT id, project, title, state FROM tasks WHERE project IN (SELECT value FROM json_each(?))', JSON.stringify(projects.map((project) => project['id'])))
      const byProject = Map.groupBy(tasks, (task) => task['project'])
      return { projects: projects.map((project) => ({ ...project, tasks: byProject.get(project['id']) ?? [] })) }
    },
  )

  app.post<{ Body: { title: string; note?: string; priority?: number } }>(
    '/projects',
    { schema: { body: object({ title: text(120, 1), note: text(2000), priority: { type: 'integer', minimum: 0, maximum: 9 } }, ['title']) } },
    async (request, reply) => {
      const { title, note = '', priority = 0 } = request.body
      const created = randomUUID()
      database.run('INSERT INTO projects (id, owner, title, note, priority, created) VALUES (?, ?, ?, ?, ?, ?)', created, principalOf(request).id, title, note, priority, Date.now())
      return reply.code(201).header('location', `/api/projects/${created}`).send(database.get(`SELECT ${COLUMNS} FROM projects WHERE id = ?`, created))
    },
  )

  app.get<ById>('/projects/:id', { schema: { params: id } }, async (request) => own(request))

  app.patch<ById & { Body: { title?: string; note?: string } }>(
    '/projects/:id',
    { schema: { params: id, body: { ...object({ title: text(120, 1), note: text(2000) }, []), minProperties: 1 } } },
    async (request) => {
      const { title, note } = { ...own(request), ...request.body } as { title: string; note: string }
      database.run('UPDATE projects SET title = ?, note = ? WHERE id = ? AND owner = ?', title, note, request.params.id, principalOf(request).id)
      return own(request)
    },
  )

  app.delete<ById>('/projects/:id', { schema: { params: id } }, async (request, reply) => {
    const changes = database.run('DELETE FROM projects WHERE id = ? AND owner = ?', request.params.id, principalOf(request).id)
    if (changes === 0) throw notFound()
    return reply.code(204).send()
  })

  app.post<ById & { Body: { title: string } }>('/projects/:id/tasks', { schema: { params: id, body: object({ title: text(120, 1) }) } }, async (request, reply) => {
    own(request)
    if (database.get('SELECT COUNT(*) AS count FROM tasks WHERE project = ?', request.params.id)?.['count'] >= 100) throw new Problem(409, 'The project is full')
    database.run('INSERT INTO tasks (project, title) VALUES (?, ?)', request.params.id, request.body.title)
    return reply.code(201).send(database.get('SELECT id, title, state FROM tasks WHERE project = ? ORDER BY id DESC LIMIT 1', request.params.id))
  })

  app.post<ById>('/projects/:id/vote', { schema: { params: id } }, async (request) => {
    const project = database.get('SELECT id FROM projects WHERE id = ? AND (published = 1 OR owner = ?)', request.params.id, principalOf(request).id)
    if (project === undefined) throw notFound()
    // The primary key decides: of parallel votes one is stored.
    const changes = database.run('INSERT INTO votes VALUES (?, ?) ON CONFLICT DO NOTHING', request.params.id, principalOf(request).id)
    if (changes === 0) throw new Problem(409, 'Once only')
    return database.get('SELECT COUNT(*) AS votes FROM votes WHERE project = ?', request.params.id)
  })

  app.get<{ Querystring: PageQuery }>('/published', { config: { access: 'public' }, schema: { querystring: page } }, async (request) => {
    const { limit, offset } = request.query
    return { projects: database.all('SELECT id, title, note FROM projects WHERE published = 1 ORDER BY title, id LIMIT ? OFFSET ?', Number(limit), Number(offset)) }
  })

  app.get<{ Querystring: { q: string } }>('/search', { config: { access: 'public' }, schema: { querystring: object({ q: text(80, 1) }) } }, async (request) => {
    const pattern = `%${request.query.q.replace(/[\\%_]/g, '\\$&')}%`
    const projects = database.all("SELECT id, title, note FROM projects WHERE published = 1 AND title LIKE ? ESCAPE '\\' ORDER BY title, id LIMIT 20", pattern)
    return { asked: request.query.q, projects }
  })
}
