import type { FastifyInstance } from 'fastify'
import { contacts } from './contacts.js'

interface Condition {
  expression: string
}

export async function segments(app: FastifyInstance): Promise<void> {
  app.post<{ Body: Condition }>('/segments/preview', async ({ body }, reply) => {
    if (!body.expression) return reply.code(422).send()
    const matches = new Function('orders', `return ${body.expression}`) as (orders: number) => boolean
    const sample = await contacts.sample(200)
    return { matching: sample.filter(({ orders }) => matches(orders)).length }
  })
}
