import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import Fastify from 'fastify'

const run = promisify(exec)
const fastify = Fastify({ logger: true })

const NAME = /^[a-z0-9][\w.-]{0,60}$/i

const schema = {
  querystring: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', maxLength: 200 } },
  },
}

fastify.get('/containers/logs', { schema }, async (request, reply) => {
  const { name } = request.query
  if (!NAME.test(name)) {
    return reply.code(422).send({ error: 'name' })
  }
  const { stdout } = await run(`docker logs --tail 100 ${name}`, { timeout: 5000 })
  return { name, lines: stdout.split('\n') }
})

await fastify.listen({ port: 3000 })
