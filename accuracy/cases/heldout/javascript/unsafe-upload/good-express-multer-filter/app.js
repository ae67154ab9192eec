const express = require('express')
const { upload } = require('./upload')

const app = express()
app.use(express.static('public'))

app.post('/uploads', upload.single('picture'), (req, res) => {
  if (!req.file) return res.status(422).end()
  res.status(201).json({ name: req.file.filename })
})

module.exports = app
