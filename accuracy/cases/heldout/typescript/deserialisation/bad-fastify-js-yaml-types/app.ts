import Fastify from 'fastify'
import { DEFAULT_SCHEMA, load } from 'js-yaml'
import { all } from 'js-yaml-js-types'

const schema = DEFAULT_SCHEMA.extend(all)
export const app = Fastify()
app.addContentTypeParser('application/yaml', { parseAs: 'string' }, (_request, body, done) => done(null, body))

app.post<{ Body: string }>('/playbooks', async (request) => {
  const playbook = load(request.body, { schema }) as { tasks?: unknown[] }
  return { tasks: playbook.tasks?.length ?? 0 }
})
