import Fastify from 'fastify'
import { MongoClient } from 'mongodb'

const gates = new MongoClient(process.env.MONGO_URL).db('parking').collection('gates')
const body = {
  type: 'object',
  required: ['gate', 'pin'],
  properties: { gate: { type: 'string' }, pin: { type: ['string', 'object'] } },
}

export const app = Fastify()

app.post('/gates/open', { schema: { body } }, async (request, reply) => {
  const { gate, pin } = request.body
  const found = await gates.findOne({ name: gate, pin })
  return found === null ? reply.code(403).send({ error: 'wrong pin' }) : { opened: gate }
})
