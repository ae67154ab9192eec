import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import Fastify from 'fastify'

const run = promisify(exec)
const isPackage = (name: unknown): name is string => typeof name === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(name)

export const app = Fastify()

app.post<{ Body: { packages: unknown[] } }>('/sandbox/packages', async (request, reply) => {
  const { packages } = request.body
  if (!packages.every(isPackage)) return reply.code(422).send({ error: 'bad package name' })
  const { stdout } = await run(`apk info ${packages.join(' ')}`, { timeout: 20_000 })
  return { info: stdout }
})
