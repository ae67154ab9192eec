import Fastify from 'fastify'
import pug from 'pug'
import { authenticate } from './authenticate.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)


app.post('/invoices/:number/preview', async ({ params, body }, reply) => {
  const number = Number(params.number)
  const html = pug.render(`doctype html\nh1 Invoice #{number}\nfooter ${body.footer}`, { number })
  return reply.type('text/html').send(html)
})
