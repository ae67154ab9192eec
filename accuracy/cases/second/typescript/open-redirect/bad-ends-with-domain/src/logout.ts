import type { FastifyInstance } from 'fastify'
import { sameSite } from './redirects.js'

export async function logout(app: FastifyInstance): Promise<void> {
  app.post<{ Body: { to?: string } }>('/logout', async (request, reply) => {
    await request.session.destroy()
    const to = request.body.to ?? 'https://www.example.com/'
    return reply.redirect(sameSite(to) ? to : 'https://www.example.com/', 303)
  })
}
