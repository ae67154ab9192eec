import Fastify from 'fastify'

const VIDEO = /^(www\.)?video\.example\.com$/
export const app = Fastify()

app.get('/embed', async ({ query }, reply) => {
  const url = String(query.url)
  if (!URL.canParse(url)) return reply.code(400).send({ error: 'no address' })
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' || !VIDEO.test(hostname)) return reply.code(400).send({ error: 'no video' })
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(3000) })
  const page = await answer.text()
  return { title: /<title>([^<]{0,200})<\/title>/.exec(page)?.[1] ?? '' }
})
