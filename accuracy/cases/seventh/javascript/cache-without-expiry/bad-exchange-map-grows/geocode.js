import Fastify from 'fastify'

const fastify = Fastify()
const cache = new Map()

async function lookUp(address) {
  const query = new URLSearchParams({ q: address, format: 'json' })
  const answer = await fetch(`https://geo.example/search?${query}`, {
    signal: AbortSignal.timeout(4000),
  })
  return answer.json()
}

async function cached(address) {
  const entry = cache.get(address)
  if (entry) return entry.value

  const value = await lookUp(address)
  cache.set(address, { value, since: Date.now() })
  return value
}

fastify.get('/geocode', async (request, reply) => {
  const address = request.query.address
  if (typeof address !== 'string' || address.length > 200) {
    return reply.code(400).send({ error: 'address' })
  }
  return cached(address.trim().toLowerCase())
})

await fastify.listen({ port: 3000 })
