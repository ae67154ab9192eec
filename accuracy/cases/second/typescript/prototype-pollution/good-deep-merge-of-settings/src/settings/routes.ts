import type { FastifyInstance } from 'fastify'
import { merge } from './merge.js'
import { loadSettings, saveSettings } from './store.js'

export async function settings(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', app.authenticate)
  app.patch<{ Body: Record<string, unknown> }>('/settings', async (request) => {
    const current = await loadSettings(request.user.id)
    const next = merge(current, JSON.parse(JSON.stringify(request.body)))
    await saveSettings(request.user.id, next)
    return next
  })
}
