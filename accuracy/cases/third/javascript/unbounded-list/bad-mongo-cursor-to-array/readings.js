import { MongoClient } from 'mongodb'
import Fastify from 'fastify'
import { requireApiKey } from './require-api-key.js'

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 4000 })
const readings = client.db('sensors').collection('readings')

export const app = Fastify({ logger: true })

app.addHook('onRequest', requireApiKey)

app.get('/sensors/:id/readings', async (request) => {
  const { id } = request.params
  const before = request.query.before ? new Date(request.query.before) : new Date()
  const cursor = readings.find({ sensor: id, tenant: request.tenant, at: { $lt: before } }).sort({ at: -1 })
  const rows = await cursor.project({ _id: 0, at: 1, value: 1 }).toArray()
  return { readings: rows, before: rows.at(-1)?.at ?? null }
})
