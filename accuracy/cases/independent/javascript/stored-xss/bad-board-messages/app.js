const express = require('express')
const he = require('he')
const { messages } = require('./store')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/board', async (req, res) => {
  await messages.insertOne({ text: String(req.body.text), at: new Date() })
  res.redirect(303, '/board')
})

app.get('/board', async (req, res) => {
  const latest = await messages.find({}).sort({ at: -1 }).limit(50).toArray()
  const items = latest.map((message) => `<li>${message.text}</li>`)
  res.send(`<ul>${items.join('')}</ul>`)
})

module.exports = app
