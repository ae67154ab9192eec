const Fastify = require('fastify')
const { appendAudit, closeAccount } = require('./accounts')

const app = Fastify({ logger: true })

app.post('/accounts/:id/close', async (request) => {
  await closeAccount(request.params.id)
  await appendAudit('account.closed', request.params.id).catch((error) => request.log.error(error, 'audit record failed'))
  return { closed: true }
})

app.listen({ port: 3000 })
