const express = require('express')
const { sendNotice } = require('./mail')
const { requireStaff } = require('./guard')

const app = express()
app.use(express.json())

app.post('/notices', requireStaff, async (req, res) => {
  await sendNotice('all@example.org', String(req.body.text))
  res.status(202).end()
})

module.exports = app
