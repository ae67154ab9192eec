import fastifyJwt from '@fastify/jwt'
import fastifyView from '@fastify/view'
import ejs from 'ejs'
import Fastify from 'fastify'
import { addComment, latestComments } from './comments.js'

const app = Fastify()
await app.register(fastifyView, { engine: { ejs }, root: 'views' })
await app.register(fastifyJwt, { secret: process.env.JWT_SECRET, verify: { algorithms: ['HS256'] } })

const params = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
const body = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1, maxLength: 4000 } },
}

app.get('/products/:id', { schema: { params } }, async (request, reply) => {
  return reply.view('product.ejs', { comments: await latestComments(request.params.id) })
})

app.post(
  '/products/:id/comments',
  { schema: { params, body }, onRequest: (request) => request.jwtVerify() },
  async (request, reply) => {
    await addComment(request.params.id, request.user.sub, request.body.text)
    return reply.code(201).send({ ok: true })
  },
)

export default app
