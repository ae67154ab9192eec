const express = require('express')
const { AttachmentStore } = require('./attachments')

const app = express()
const attachments = new AttachmentStore()

app.get('/messages', async (req, res) => {
  try {
    res.type('text').send(await attachments.read(String(req.query.file)))
  } catch {
    res.status(404).end()
  }
})

module.exports = app
