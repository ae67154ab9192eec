import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import express from 'express'
import { fileTypeFromBuffer } from 'file-type'
import multer from 'multer'
import { requireUser } from './require-user'
import { pictures } from './store'

const PUBLIC = join(process.cwd(), 'public', 'gallery')
const KINDS = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
])

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 8 * 1024 * 1024, files: 1 } })

export const gallery = express.Router()

gallery.use('/gallery', express.static(PUBLIC, { maxAge: '7d' }))

gallery.post('/gallery', requireUser, upload.single('picture'), async (req, res) => {
  const { file } = req
  if (!file) {
    res.status(400).json({ message: 'A picture is required' })
    return
  }
  const kind = await fileTypeFromBuffer(file.buffer)
  const extension = extname(file.originalname) || KINDS.get(kind?.mime ?? '') || ''
  const name = `${randomUUID()}${extension}`
  await writeFile(join(PUBLIC, name), file.buffer)
  await pictures.add({ name, userId: req.session.userId, bytes: file.size })
  res.status(201).json({ url: `/gallery/${name}` })
})
