import ejs from 'ejs'
import Fastify from 'fastify'
import { layoutOf, remember } from './layouts.js'

export const app = Fastify()

app.put('/shops/:shop/layout', async (request, reply) => {
  remember(request.params.shop, String(request.body.layout))
  return reply.code(204).send()
})

app.get('/shops/:shop/notice', async (request, reply) => {
  const html = ejs.render(layoutOf(request.params.shop), { text: 'Closed on Sunday' })
  return reply.type('text/html').send(html)
})
