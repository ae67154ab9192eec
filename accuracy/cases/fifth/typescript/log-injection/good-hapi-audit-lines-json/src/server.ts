import { timingSafeEqual } from 'node:crypto'
import Hapi from '@hapi/hapi'
import { registerVisitors } from './visitors'

const key = Buffer.from(process.env.RECEPTION_KEY ?? '')

async function start(): Promise<void> {
  const server = Hapi.server({ port: process.env.PORT ?? 3000, routes: { payload: { maxBytes: 10_000 } } })
  server.auth.scheme('key', () => ({
    authenticate: (request, h) => {
      const given = Buffer.from(request.headers['x-key'] ?? '')
      const isKnown = key.length > 0 && given.length === key.length && timingSafeEqual(given, key)
      return isKnown ? h.authenticated({ credentials: { user: { name: 'front' } } }) : h.unauthenticated(new Error('no key'))
    },
  }))
  server.auth.strategy('reception', 'key')
  registerVisitors(server)
  await server.start()
}

start()
