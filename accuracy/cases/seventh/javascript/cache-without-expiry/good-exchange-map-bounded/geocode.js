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
  if (entry && entry.until > Date.now()) return entry.value

  const value = await lookUp(address)
  cache.delete(address)
  if (cache.size >= 500) cache.delete(cache.keys().next().value)
  cache.set(address, { value, until: Date.now() + 60_000 })
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
