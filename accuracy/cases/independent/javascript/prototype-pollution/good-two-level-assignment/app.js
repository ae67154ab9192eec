import Fastify from 'fastify'

const app = Fastify()
const labels = new Map()

app.put('/labels/:section/:name', async (request) => {
  const { section, name } = request.params
  if (!labels.has(section)) labels.set(section, new Map())
  labels.get(section).set(name, request.body.text)
  return { ok: true }
})

app.listen({ port: 3000 })
