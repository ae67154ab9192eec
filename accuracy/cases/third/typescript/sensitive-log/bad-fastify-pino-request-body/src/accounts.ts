import { hash } from '@node-rs/argon2'
import type { FastifyPluginAsync } from 'fastify'
import { accounts } from './store.js'

interface SignUp {
  email: string
  password: string
  card?: { number: string; cvc: string }
}

const schema = {
  body: {
    type: 'object',
    required: ['email', 'password'],
    properties: {
      email: { type: 'string', format: 'email' },
      password: { type: 'string', minLength: 12 },
      card: { type: 'object' },
    },
  },
}

export const accountRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Body: SignUp }>('/', { schema }, async (request, reply) => {
    const { body } = request
    request.log.info({ body }, 'sign-up')
    const account = await accounts.create({ email: body.email, passwordHash: await hash(body.password) })
    return reply.code(201).send({ id: account.id })
  })
}
