const express = require('express')
const { MongoClient } = require('mongodb')

const users = new MongoClient(process.env.MONGO_URL).db('chat').collection('users')
const app = express()
app.use(express.json())

app.post('/devices/claim', async (req, res) => {
  const { email, code } = req.body
  if (typeof email !== 'string' || typeof code !== 'string') return res.status(422).end()
  const user = await users.findOne({ email, claimCode: code })
  if (!user) return res.status(401).end()
  res.json({ id: user._id })
})

module.exports = app
