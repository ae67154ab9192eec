import fs from 'node:fs'
import path from 'node:path'
import { Router } from 'express'
import multer from 'multer'
import { config } from '../config.js'
import { all, run } from '../db.js'
import { requireAuth } from '../middleware/auth.js'

fs.mkdirSync(config.uploadDir, { recursive: true })

const storage = multer.diskStorage({
  destination: config.uploadDir,
  filename: (req, file, done) => done(null, file.originalname),
})
const upload = multer({ storage })

export const fileRoutes = Router()

fileRoutes.use(requireAuth)

fileRoutes.post('/', upload.single('file'), (req, res) => {
  run('INSERT INTO files (user_id, name, size) VALUES (?, ?, ?)', req.user.id, req.file.originalname, req.file.size)
  res.status(201).json({ name: req.file.originalname, url: `/uploads/${req.file.originalname}` })
})

fileRoutes.get('/', (req, res) => {
  res.json(all('SELECT * FROM files WHERE user_id = ?', req.user.id))
})

fileRoutes.get('/download', (req, res) => {
  const file = path.join(config.uploadDir, req.query.name)
  if (!fs.existsSync(file)) return res.status(404).json({ error: 'No such file' })
  res.setHeader('Content-Type', 'application/octet-stream')
  res.end(fs.readFileSync(file))
})
