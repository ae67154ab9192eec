import Fastify from 'fastify'
import Handlebars from 'handlebars'

const view = Handlebars.compile('<form><input name="q"></form><h2>{{{query}}}</h2>')
export const app = Fastify()

app.get('/find', async (request, reply) => {
  const { q = '' } = request.query
  return reply.type('text/html').send(view({ query: String(q) }))
})
