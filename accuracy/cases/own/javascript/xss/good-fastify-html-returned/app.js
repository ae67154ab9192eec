import Fastify from 'fastify'
import escapeHtml from 'escape-html'
const app = Fastify()
app.get('/hello', async (request, reply) => {
  reply.type('text/html')
  return `<h1>Hello ${escapeHtml(String(request.query.name))}</h1>`
})
app.listen({ port: 3000 })
