const Fastify = require('fastify')

const app = Fastify({ logger: true })
app.register(require('@fastify/jwt'), { secret: process.env.JWT_KEY, verify: { algorithms: ['HS256'] } })
app.decorate('authenticate', (request) => request.jwtVerify())
app.decorate('sales', { ofMonth: async (shop, month) => require('./store').ofMonth(shop, month) })
app.register(require('./exports'))
app.listen({ port: Number(process.env.PORT || 3000), host: '0.0.0.0' })
