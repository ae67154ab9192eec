import Fastify from 'fastify'

interface Translation {
  language: string
  key: string
  text: string
}

const texts: Record<string, Record<string, string>> = {}
export const app = Fastify()

app.put<{ Body: Translation }>('/translations', async (request, reply) => {
  const { language, key, text } = request.body
  texts[language] ??= {}
  texts[language][key] = text
  return reply.code(204).send()
})
