import Fastify from 'fastify'
import { hashPassword } from './passwords.js'
import { addAccount } from './accounts.js'

export const app = Fastify()

app.post('/accounts', async (request, reply) => {
  const { login, password } = request.body
  await addAccount({ login: String(login), password: await hashPassword(String(password)) })
  return reply.code(201).send({ login })
})
