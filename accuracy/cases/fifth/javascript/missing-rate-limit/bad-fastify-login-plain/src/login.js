import argon2 from 'argon2'
import { findByEmail } from './users.js'

const body = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email: { type: 'string', maxLength: 200 }, password: { type: 'string', maxLength: 200 } },
}

export async function loginRoutes(app) {
  app.post('/login', { schema: { body } }, async (request, reply) => {
    const { email, password } = request.body
    const user = await findByEmail(app.pg, email)
    if (!user || !(await argon2.verify(user.password_hash, password))) {
      return reply.code(401).send({ error: 'email or password is wrong' })
    }
    await request.session.regenerate()
    request.session.userId = user.id
    return { name: user.name }
  })

  app.post('/logout', async (request, reply) => {
    await request.session.destroy()
    return reply.code(204).send()
  })
}
