import Fastify from 'fastify'
import pug from 'pug'
import { authenticate } from './authenticate.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)

const page = pug.compile('doctype html\nh1 Invoice #{number}\nfooter= footer')

app.post('/invoices/:number/preview', async ({ params, body }, reply) => {
  const number = Number(params.number)
  const html = page({ number, footer: String(body.footer) })
  return reply.type('text/html').send(html)
})
