const { randomUUID } = require('node:crypto')
const path = require('node:path')
const express = require('express')
const multer = require('multer')

const app = express()
const TYPES = new Map([
  ['audio/mpeg', '.mp3'],
  ['audio/ogg', '.ogg'],
])

const storage = multer.diskStorage({
  destination: 'public/clips',
  filename: (_req, file, done) => done(null, randomUUID() + path.extname(`clip${TYPES.get(file.mimetype)}`)),
})

const upload = multer({
  storage,
  limits: { fileSize: 2_000_000, files: 1 },
  fileFilter: (_req, file, done) => done(null, TYPES.has(file.mimetype)),
})

app.use('/clips', express.static('public/clips'))

app.post('/clips', upload.single('clip'), (req, res) => {
  if (!req.file) return res.sendStatus(415)
  res.status(201).json({ clip: req.file.filename })
})

module.exports = app
