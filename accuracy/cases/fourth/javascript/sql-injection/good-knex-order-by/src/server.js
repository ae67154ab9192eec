const fastify = require('fastify')({ logger: true })
const { listTickets } = require('./ticketService')

fastify.register(require('@fastify/jwt'), { secret: process.env.JWT_SECRET })

fastify.get('/tickets', { onRequest: (request) => request.jwtVerify() }, async (request) => {
  const page = Math.max(Number(request.query.page) || 1, 1)
  return listTickets(request.user.teamId, request.query.sort, page)
})

module.exports = fastify
