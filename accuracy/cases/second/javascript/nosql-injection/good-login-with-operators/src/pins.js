import Fastify from 'fastify'
import { MongoClient } from 'mongodb'

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 2000 })
const lockers = client.db('depot').collection('lockers')
export const app = Fastify()

const schema = {
  body: {
    type: 'object',
    required: ['locker', 'pin'],
    properties: { locker: { type: 'string', maxLength: 20 }, pin: { type: 'string', pattern: '^\\d{6}$' } },
    additionalProperties: false,
  },
}

app.post('/lockers/open', { schema }, async ({ body }, reply) => {
  const locker = await lockers.findOneAndUpdate({ number: body.locker, pin: body.pin }, { $set: { open: true } })
  if (!locker) return reply.code(403).send({ error: 'wrong pin' })
  return { open: true }
})
