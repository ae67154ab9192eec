import express from 'express'
import { requireUser } from './auth.js'
import { upload } from './uploads/storage.js'

export const app = express()
app.use('/uploads', express.static('public/uploads', { setHeaders: (res) => res.set('x-content-type-options', 'nosniff') }))

app.post('/pictures', requireUser, upload.single('picture'), (req, res) => {
  if (!req.file) {
    res.sendStatus(415)
    return
  }
  res.status(201).json({ url: `/uploads/${req.file.filename}` })
})
