import type { FastifyInstance } from 'fastify'
import { contacts } from './contacts.js'

type Test = (left: number, right: number) => boolean
const TESTS: Record<string, Test> = { gt: (a, b) => a > b, lt: (a, b) => a < b, eq: (a, b) => a === b }

interface Condition {
  operator: string
  value: number
}

export async function segments(app: FastifyInstance): Promise<void> {
  app.post<{ Body: Condition }>('/segments/preview', async ({ body }, reply) => {
    const test = Object.hasOwn(TESTS, body.operator) ? TESTS[body.operator] : undefined
    if (!test) return reply.code(422).send()
    const matches = (orders: number): boolean => test(orders, body.value)
    const sample = await contacts.sample(200)
    return { matching: sample.filter(({ orders }) => matches(orders)).length }
  })
}
