import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import express from 'express'
import multer from 'multer'

const TYPES = { 'image/png': '.png', 'image/jpeg': '.jpg' }

const extension = (file) => TYPES[file.mimetype] ?? extname('unknown')
const acceptable = (file) => extension(file) !== ''

const storage = multer.diskStorage({
  destination: 'public/avatars',
  filename: (_req, file, done) => done(null, randomUUID() + extension(file)),
})

const upload = multer({
  storage,
  limits: { fileSize: 1_000_000, files: 1 },
  fileFilter: (_req, file, done) => done(null, acceptable(file)),
})

const app = express()
app.use('/public', express.static('public'))

const requireUser = (req, res, next) => (req.user ? next() : res.sendStatus(401))

app.post('/avatar', requireUser, upload.single('avatar'), (req, res) => {
  if (!req.file) {
    res.status(415).json({ error: 'png or jpeg' })
    return
  }
  res.status(201).json({ name: req.file.filename })
})

export default app
