const path = require('node:path')
const express = require('express')
const upload = require('./upload')
const { requireUser } = require('./requireUser')

const app = express()
app.use(express.static(path.join(__dirname, '../public')))

app.post('/avatar', requireUser, upload.single('avatar'), (req, res) => {
  if (!req.file) {
    return res.status(415).json({ error: 'image expected' })
  }
  res.status(201).json({ url: `/avatars/${req.file.filename}` })
})

module.exports = app
