const express = require('express')
const tasks = require('./tasks')

const app = express()
app.use(express.json())
const LISTED = ['compact', 'verify']

app.post('/tasks', (req, res) => {
  const { name } = req.body
  if (!LISTED.includes(name)) return res.status(404).json({ known: LISTED })
  res.json({ result: tasks[name]() })
})

module.exports = app
