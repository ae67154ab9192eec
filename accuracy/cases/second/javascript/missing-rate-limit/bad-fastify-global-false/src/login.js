import { accounts } from './accounts.js'

const schema = {
  body: {
    type: 'object',
    required: ['email', 'password'],
    properties: { email: { type: 'string' }, password: { type: 'string' } },
  },
}

export async function login(app) {
  app.post('/login', { schema }, async ({ body }, reply) => {
    const account = await accounts.verify(body.email, body.password)
    if (!account) return reply.code(401).send({ error: 'wrong credentials' })
    return { token: await reply.jwtSign({ sub: account.id }, { expiresIn: '15m' }) }
  })
}
