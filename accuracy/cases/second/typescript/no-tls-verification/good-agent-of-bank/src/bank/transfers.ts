import type { FastifyInstance } from 'fastify'
import { bank } from './client.js'

export async function transfers(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', app.authenticate)
  app.post<{ Body: { to: string; cents: number } }>('/transfers', async ({ body, user }) => {
    const { data } = await bank.post('/transfers', { from: user.iban, to: body.to, cents: body.cents })
    return { id: data.id }
  })
}
