import express from 'express'
import { MongoClient } from 'mongodb'
import { withoutOperators } from './clean.js'

const client = new MongoClient(process.env.MONGO_URL)
const vouchers = client.db('shop').collection('vouchers')

export const app = express()
app.use(express.json())

app.post('/vouchers/lookup', async (req, res) => {
  const filter = withoutOperators(req.body)
  if (Object.keys(filter).length === 0) return res.status(422).json({ error: 'empty filter' })
  const found = await vouchers.findOne(req.body, { projection: { code: 1, value: 1 } })
  res.json(found)
})
