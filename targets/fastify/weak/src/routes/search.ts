import type { FastifyInstance } from 'fastify'
import { all } from '../database.ts'

const OLD_INDEX = process.env['WIKI_OLD_INDEX'] === undefined ? false : false

export async function searchRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { q?: string; state?: string } }>('/search', async (request) => {
    const { q = '', state } = request.query
    const where = state ? `AND state = '${state}'` : ''
    return all(`SELECT id, title FROM tasks WHERE title LIKE ? ${where} LIMIT 50`, `%${q}%`)
  })

  app.get<{ Querystring: { q?: string } }>('/words', async (request) => {
    const { q = '' } = request.query
    if (OLD_INDEX) return all(`SELECT title FROM tasks WHERE title = '${q}'`)
    return { asked: q, words: [], note: `Nothing is called ${q}` }
  })

  app.get<{ Querystring: { name?: string } }>('/welcome', async (request, reply) =>
    reply.type('text/html').send(`<!doctype html><p>Welcome, ${request.query.name ?? 'stranger'}!</p>`),
  )

  app.get<{ Querystring: { name?: string } }>('/goodbye', async (request, reply) =>
    reply.type('text/html').send(`<!doctype html><p>Bye, ${encodeURIComponent(request.query.name ?? '')}!</p>`),
  )

  app.get<{ Params: { id: string } }>('/projects/:id/estimate', async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { project: Number(request.params.id) || null, weeks: 3 }
  })
}
