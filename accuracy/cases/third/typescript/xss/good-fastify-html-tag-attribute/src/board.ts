import type { FastifyPluginAsync } from 'fastify'
import { type Html, html } from './html.js'
import { cards } from './store.js'

interface Query {
  title?: string
  labels?: string
}

const page = (title: string, body: Html) => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

export const board: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: Query }>('/board', async (request, reply) => {
    const { title = 'Board', labels = '' } = request.query
    const wanted = labels.split(',').filter(Boolean)
    const found = await cards.withLabels(wanted, { limit: 100 })
    const list = found.map((card) => html`<li id="card-${card.id}">${card.title}</li>`)
    const body = html`<h1>${title}</h1><p>Labels: ${wanted}</p><ul>${list}</ul>`
    return reply.type('text/html; charset=utf-8').send(page(title, body).toString())
  })
}
