import { rm } from 'node:fs/promises'
import path from 'node:path'
import Fastify from 'fastify'
import { requireUser } from './security.js'

const app = Fastify()
const FILES: ReadonlyMap<string, string> = new Map([
  ['draft', 'draft.md'],
  ['notes', 'notes.md'],
])

app.delete<{ Querystring: { file: string } }>('/files', { preHandler: requireUser }, async (request, reply) => {
  const name = FILES.get(request.query.file)
  if (name === undefined) return reply.code(404).send()
  await rm(path.join('/srv/user-files', name))
  return reply.code(204).send()
})

await app.listen({ port: 3000 })
