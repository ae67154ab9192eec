import Hapi from '@hapi/hapi'
import { links } from './store.js'

export async function createServer() {
  const server = Hapi.server({ port: process.env.PORT ?? 3000 })
  server.route({
    method: 'GET',
    path: '/l/{code}',
    handler: async (request, h) => {
      const link = await links.find(request.params.code)
      const target = link?.url ?? '/'
      return h.redirect(target).temporary()
    },
  })
  return server
}
