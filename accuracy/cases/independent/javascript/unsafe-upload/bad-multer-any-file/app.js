const crypto = require('node:crypto')
const express = require('express')
const multer = require('multer')

const app = express()
const TYPES = { 'image/png': '.png', 'image/jpeg': '.jpg' }
const storage = multer.diskStorage({
  destination: 'public/uploads',
  filename: (req, file, done) => done(null, file.originalname),
})
const upload = multer({ storage })

app.use(express.static('public'))
app.post('/photos', upload.single('photo'), (req, res) => {
  if (!req.file) return res.status(415).end()
  res.status(201).json({ size: req.file.size })
})

module.exports = app
