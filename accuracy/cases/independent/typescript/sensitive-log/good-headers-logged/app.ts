import Fastify from 'fastify'

const app = Fastify({ logger: true })

app.addHook('onRequest', async (request) => {
  request.log.info({ method: request.method, path: request.routeOptions.url }, 'request')
})

app.get('/health', async () => ({ ok: true }))

await app.listen({ port: 3000 })
