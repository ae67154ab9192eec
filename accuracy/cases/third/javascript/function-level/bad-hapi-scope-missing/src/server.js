import Hapi from '@hapi/hapi'
import Jwt from '@hapi/jwt'
import { shopsPlugin } from './plugins/shops.js'

export async function createServer() {
  const server = Hapi.server({ port: process.env.PORT ?? 4000 })
  await server.register(Jwt)
  server.auth.strategy('token', 'jwt', {
    keys: { key: process.env.TOKEN_KEY, algorithms: ['HS256'] },
    verify: { aud: 'shops', iss: 'https://id.juniperlane.example', sub: false, exp: true, maxAgeSec: 3600 },
    validate: ({ decoded }) => ({
      isValid: true,
      credentials: { userId: decoded.payload.sub, scope: decoded.payload.scope },
    }),
  })
  server.auth.default('token')
  await server.register(shopsPlugin)
  return server
}
