import { readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'

const ROOT = '/srv/docs/public'
const CLIMB = /^(\.\.(\/|\\|$))+/

const app = Fastify()

function locate(name: string): string {
  return join(ROOT, normalize(name).replace(CLIMB, ''))
}

async function show(
  request: FastifyRequest<{ Querystring: { name?: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { name = 'index.md' } = request.query
  if (typeof name !== 'string' || name.includes('\0')) return reply.code(400).send()
  try {
    const text = await readFile(locate(name), 'utf8')
    return await reply.type('text/plain').send(text)
  } catch {
    return reply.code(404).send()
  }
}

app.get('/docs', show)

void app.listen({ port: 3000 })
