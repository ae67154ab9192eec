import Fastify from 'fastify'

const app = Fastify()
const labels = {}

app.put('/labels/:section/:name', async (request) => {
  const { section, name } = request.params
  if (!labels[section]) labels[section] = {}
  labels[section][name] = request.body.text
  return { ok: true }
})

app.listen({ port: 3000 })
