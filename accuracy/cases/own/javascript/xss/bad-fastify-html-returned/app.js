import Fastify from 'fastify'
const app = Fastify()
app.get('/hello', async (request, reply) => {
  reply.type('text/html')
  return `<h1>Hello ${request.query.name}</h1>`
})
app.listen({ port: 3000 })
