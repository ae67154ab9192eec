import https from 'node:https'
import Fastify from 'fastify'

const HELP = 'Never set rejectUnauthorized to false; add your authority with NODE_EXTRA_CA_CERTS.'
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' })

export const app = Fastify()

app.get('/help', async () => ({ help: HELP }))

app.get('/partner', (request, reply) => {
  const call = https.get('https://partner.example/status', { agent, timeout: 3000 }, (answer) => reply.send({ status: answer.statusCode }))
  call.on('timeout', () => call.destroy())
  call.on('error', () => reply.code(502).send())
})
