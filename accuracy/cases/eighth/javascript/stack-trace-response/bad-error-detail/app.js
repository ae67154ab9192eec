import Fastify from 'fastify'

const app = Fastify({ logger: true })
const DETAIL = 'long'

app.setErrorHandler((error, request, reply) => {
  request.log.error(error)
  const texts = new Map()
  texts.set('short', 'the request failed')
  texts.set('long', error.stack)

  return reply.code(500).send({ error: texts.get(DETAIL) })
})

app.get('/ratio', async (request) => {
  const whole = BigInt(request.query.whole)
  const part = BigInt(request.query.part)
  return { percent: Number((part * 100n) / whole) }
})

await app.listen({ port: 3000 })
