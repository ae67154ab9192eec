import { MongoClient } from 'mongodb'
import express from 'express'

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 5000 })
const tickets = client.db('support').collection('tickets')

const FIELDS = ['status', 'priority', 'assignee']

function readFilter(raw) {
  if (!raw) return {}
  const parsed = JSON.parse(raw)
  return Object.fromEntries(FIELDS.filter((field) => field in parsed).map((field) => [field, String(parsed[field])]))
}

export const router = express.Router()

router.get('/tickets', async (req, res) => {
  const filter = readFilter(req.query.filter)
  const cursor = tickets.find({ ...filter, orgId: req.user.orgId }, { projection: { internalNotes: 0 } }).limit(50)
  res.json(await cursor.toArray())
})
