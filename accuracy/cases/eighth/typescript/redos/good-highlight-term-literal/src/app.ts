import Fastify from 'fastify'

const app = Fastify({ logger: true })
const TEXT = 'the quick brown fox jumps over the lazy dog '.repeat(200)

const steps: Array<(term: string) => string> = [
  (term) => term.trim(),
  (term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  (term) => term.slice(0, 80),
]
steps.reverse()

app.get<{ Querystring: { term?: string } }>('/highlights', async (request) => {
  const term = steps.reduce((value, step) => step(value), request.query.term ?? 'fox')
  const pattern = new RegExp(term, 'gi')

  let places = 0
  for (const match of TEXT.matchAll(pattern)) {
    if (match[0].length > 0) places += 1
  }
  return { places }
})

await app.listen({ port: 3000 })
