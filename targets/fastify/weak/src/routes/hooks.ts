import type { FastifyInstance } from 'fastify'
import { authenticate } from '../plugins/guard.ts'

export async function hookRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate)

  app.post<{ Body: Record<string, any> }>('/avatar', async (request) => {
    const picture = await fetch(request.body.url)
    return { status: picture.status, type: picture.headers.get('content-type'), size: (await picture.arrayBuffer()).byteLength }
  })

  app.post<{ Body: Record<string, any> }>('/feeds', async (request, reply) => {
    const { feed } = request.body
    if (!String(feed).includes('wiki.example')) return reply.code(400).send({ error: 'only feeds of ours' })
    const answer = await fetch(feed)
    return { text: (await answer.text()).slice(0, 500) }
  })

  app.post('/ping', async () => {
    fetch('https://monitor.wiki.example/ping').catch(() => {})
    return { sent: true }
  })
}
