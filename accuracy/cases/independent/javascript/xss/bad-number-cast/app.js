import Fastify from 'fastify'

const app = Fastify()

app.get('/frame', async (request, reply) => {
  const width = request.query.width ?? '640'
  reply.header('content-type', 'text/html; charset=utf-8')
  return `<iframe src="/player" width="${width}"></iframe>`
})

app.listen({ port: 3000 })
