import fp from 'fastify-plugin'

export default fp(async function authenticate(app) {
  app.decorateRequest('account', null)
  app.addHook('onRequest', async (request, reply) => {
    request.account = await app.accounts.byApiKey(request.headers['x-api-key'] ?? '')
    if (!request.account) return reply.code(401).send({ message: 'An API key is required' })
  })
})
