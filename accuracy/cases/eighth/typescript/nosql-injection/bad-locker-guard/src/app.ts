import Fastify from 'fastify'
import { MongoClient } from 'mongodb'

interface Locker {
  number: number
  pin: string
}

interface Opening {
  number: number
  pin: string
}

const client = new MongoClient(process.env.MONGO_URL ?? '')
const lockers = client.db('station').collection<Locker>('lockers')
const app = Fastify({ logger: true })

function isPin(value: unknown): value is string {
  return value !== null && value !== undefined
}

app.post<{ Body: Opening }>('/lockers/open', async (request, reply) => {
  const { number, pin } = request.body
  if (!isPin(pin)) return reply.code(400).send({ error: 'pin is missing' })

  const locker = await lockers.findOne({ number: Number(number), pin })
  if (locker === null) return reply.code(403).send({ error: 'wrong pin' })

  return { open: locker.number }
})

await app.listen({ port: 3000 })
