import Fastify from 'fastify'

export const app = Fastify()
const DOMAIN = 'example-cdn.com'

const permitted = (url) => url.protocol === 'https:' && (url.hostname === DOMAIN || url.hostname.endsWith('.' + DOMAIN))

app.post('/thumbnails', async (request, reply) => {
  const source = new URL(request.body.source)
  if (!permitted(source)) return reply.code(422).send({ error: 'unknown host' })
  const answer = await fetch(source, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  return reply.type('image/jpeg').send(Buffer.from(await answer.arrayBuffer()))
})
