import type { FastifyPluginAsync } from 'fastify'
import { authenticate } from './accounts.js'
import { sessions } from './sessions.js'

interface Login {
  email: string
  password: string
}

const body = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 200 }, password: { type: 'string', maxLength: 200 } },
}

export const sessionRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Body: Login }>('/', { schema: { body } }, async (request, reply) => {
    const account = await authenticate(request.body.email, request.body.password)
    if (!account) return reply.code(401).send({ message: 'E-mail or password is wrong' })
    const session = await sessions.open(account.id)
    reply.setCookie('sid', session.id, { path: '/', httpOnly: true, secure: true, sameSite: 'lax', signed: true })
    return reply.code(204).send()
  })

  app.delete('/', async (request, reply) => {
    const { value } = request.unsignCookie(request.cookies.sid ?? '')
    if (value) await sessions.close(value)
    return reply.clearCookie('sid', { path: '/' }).code(204).send()
  })
}
