import Fastify from 'fastify'

interface Translation {
  language: string
  key: string
  text: string
}

const texts = new Map<string, Map<string, string>>()
export const app = Fastify()

app.put<{ Body: Translation }>('/translations', async (request, reply) => {
  const { language, key, text } = request.body
  if (!texts.has(language)) texts.set(language, new Map())
  texts.get(language)?.set(key, text)
  return reply.code(204).send()
})
