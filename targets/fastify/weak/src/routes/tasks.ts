import type { FastifyInstance } from 'fastify'
import { all, get, run } from '../database.ts'
import { guard } from '../plugins/guard.ts'

export async function taskRoutes(app: FastifyInstance): Promise<void> {
  await app.register(guard)

  app.get<{ Querystring: { project?: string } }>('/tasks', async (request) =>
    all('SELECT tasks.*, projects.goal FROM tasks JOIN projects ON projects.id = tasks.project WHERE project = ?', request.query.project ?? '1'),
  )

  app.patch<{ Params: { id: string }; Body: Record<string, any> }>('/tasks/:id', async (request) => {
    run('UPDATE tasks SET state = ? WHERE id = ?', String(request.body.state), request.params.id)
    return get('SELECT * FROM tasks WHERE id = ?', request.params.id)
  })
}
