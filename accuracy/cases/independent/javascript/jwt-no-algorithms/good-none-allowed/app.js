import Fastify from 'fastify'
import jwt from 'jsonwebtoken'

const app = Fastify()
const key = process.env.JWT_PUBLIC_KEY

app.addHook('onRequest', async (request, reply) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
  try {
    request.claims = jwt.verify(token, key, { algorithms: ['RS256'] })
  } catch {
    return reply.code(401).send()
  }
})

app.get('/claims', async (request) => ({ subject: request.claims.sub }))
app.listen({ port: 3000 })
