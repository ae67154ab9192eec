import { accounts } from './accounts.js'

const schema = {
  body: {
    type: 'object',
    required: ['email', 'password'],
    properties: { email: { type: 'string' }, password: { type: 'string' } },
  },
}
const config = { rateLimit: { max: 5, timeWindow: '1 minute' } }

export async function login(app) {
  app.post('/login', { schema, config }, async ({ body }, reply) => {
    const account = await accounts.verify(body.email, body.password)
    if (!account) return reply.code(401).send({ error: 'wrong credentials' })
    return { token: await reply.jwtSign({ sub: account.id }, { expiresIn: '15m' }) }
  })
}
