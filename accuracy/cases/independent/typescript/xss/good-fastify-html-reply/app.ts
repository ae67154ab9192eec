import Fastify from 'fastify'

const app = Fastify()
const CITIES = new Set(['Bergen', 'Porto', 'Turku'])

app.get<{ Querystring: { city: string } }>('/forecast', async (request, reply) => {
  const { city } = request.query
  if (!CITIES.has(city)) return reply.code(404).send()
  return reply.type('text/html').send(`<h1>Weather in ${city}</h1>`)
})

await app.listen({ port: 3000 })
