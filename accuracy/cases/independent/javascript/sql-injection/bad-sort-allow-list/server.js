const fastify = require('fastify')()

fastify.register(require('@fastify/postgres'), { connectionString: process.env.DATABASE_URL })
fastify.register(require('./routes'))
fastify.listen({ port: 3000 })
