import express from 'express'
import { MongoClient } from 'mongodb'

const app = express()
app.use(express.json())

const client = new MongoClient(process.env.MONGO_URL)
const tickets = client.db('desk').collection('tickets')

app.post('/tickets/track', async (req, res) => {
  const key = 'code'
  const filter = { closed: false }
  filter[key] = `${req.body[key]}`

  const ticket = await tickets.findOne(filter, { projection: { _id: 0, state: 1, updated: 1 } })
  if (!ticket) return res.status(404).json({ error: 'unknown ticket' })
  res.json(ticket)
})

app.listen(3000)
