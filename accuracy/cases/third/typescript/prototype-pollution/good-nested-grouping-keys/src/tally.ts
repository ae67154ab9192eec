import type { FastifyPluginAsync } from 'fastify'

interface Vote {
  topic: string
  option: string
  weight?: number
}

function tally(votes: Vote[]): Record<string, Record<string, number>> {
  const result = new Map<string, Map<string, number>>()
  for (const { topic, option, weight = 1 } of votes) {
    const options = result.get(topic) ?? new Map<string, number>()
    options.set(option, (options.get(option) ?? 0) + weight)
    result.set(topic, options)
  }
  return Object.fromEntries([...result].map(([topic, options]) => [topic, Object.fromEntries(options)]))
}

const schema = {
  body: {
    type: 'array',
    maxItems: 500,
    items: {
      type: 'object',
      required: ['topic', 'option'],
      properties: {
        topic: { type: 'string', maxLength: 80 },
        option: { type: 'string', maxLength: 80 },
        weight: { type: 'number', minimum: 0, maximum: 10 },
      },
    },
  },
}

export const tallyRoutes: FastifyPluginAsync = async (app) => {
  app.post<{ Body: Vote[] }>('/tally', { schema, onRequest: app.requireUser }, async (request) => {
    const result = tally(request.body)
    request.log.info({ topics: Object.keys(result).length }, 'votes counted')
    return { result }
  })
}
