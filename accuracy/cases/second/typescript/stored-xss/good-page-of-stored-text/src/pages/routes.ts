import type { FastifyInstance } from 'fastify'
import { pool } from '../pool.js'
import { render } from './render.js'

export async function pages(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { slug: string } }>('/wiki/:slug', async ({ params }, reply) => {
    const { rows } = await pool.query<{ source: string }>('SELECT source FROM wiki WHERE slug = $1', [params.slug])
    if (!rows[0]) return reply.callNotFound()
    return reply.type('text/html').send(`<main>${render(rows[0].source)}</main>`)
  })
}
