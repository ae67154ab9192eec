const express = require('express')
const { MongoClient } = require('mongodb')

const app = express()
app.use(express.json({ limit: '10kb' }))

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 3000 })
const kiosks = client.db('retail').collection('kiosks')

app.post('/kiosks/unlock', async (req, res) => {
  const { kiosk = '', credentials: { pin = '' } = {} } = req.body
  const criteria = { number: Number(kiosk), pin: String(pin) }
  const found = await kiosks.findOne(criteria, { projection: { name: 1 } })
  if (!found) return res.status(403).json({ error: 'wrong pin' })
  res.json({ name: found.name })
})

module.exports = app
