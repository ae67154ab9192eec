import Fastify from 'fastify'

const TRUSTED: readonly string[] = ['docs.example.org', 'status.example.org']

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

export const app = Fastify()

app.get<{ Querystring: { to: string } }>('/out', async (request, reply) => {
  const { to } = request.query
  if (!to.startsWith('https://') || !TRUSTED.includes(hostOf(to))) return reply.code(422).send({ error: 'unknown destination' })
  return reply.redirect(to)
})
