import Fastify from 'fastify'

const DATE = /^\d{4}-\d{2}-\d{2}$/
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,30}$/
const LIST = /^\d+(?:,\d+)*$/

export const app = Fastify()

app.get<{ Querystring: Record<string, string> }>('/check', async ({ query }) => ({
  date: DATE.test(query.date ?? ''),
  name: NAME.test(query.name ?? ''),
  list: LIST.test(query.list ?? ''),
}))
