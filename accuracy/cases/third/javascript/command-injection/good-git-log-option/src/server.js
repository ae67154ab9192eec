import Fastify from 'fastify'
import { history } from './git.js'

const repositories = new Map([
  ['handbook', '/srv/git/handbook.git'],
  ['website', '/srv/git/website.git'],
])

export const app = Fastify({ logger: true })

app.get('/repositories/:name/log', async (request, reply) => {
  const repository = repositories.get(request.params.name)
  if (!repository) return reply.code(404).send({ message: 'No such repository' })
  return history(repository, request.query.branch ?? 'main')
})
