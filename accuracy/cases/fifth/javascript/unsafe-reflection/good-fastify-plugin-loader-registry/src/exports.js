const fp = require('fastify-plugin')
const { connector } = require('./connectors')

module.exports = fp(async (app) => {
  const schema = {
    body: {
      type: 'object',
      required: ['connector', 'month'],
      properties: { connector: { type: 'string' }, month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' } },
    },
  }

  app.post('/exports', { schema, onRequest: app.authenticate }, async (request, reply) => {
    const rows = await app.sales.ofMonth(request.user.shop, request.body.month)
    const convert = connector(request.body.connector)
    reply.type('text/plain')
    return convert(rows)
  })
})
