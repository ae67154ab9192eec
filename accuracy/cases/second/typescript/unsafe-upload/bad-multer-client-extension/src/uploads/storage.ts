import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import multer from 'multer'

const storage = multer.diskStorage({
  destination: 'public/uploads',
  filename: (_req, file, done) => done(null, `${randomUUID()}${extname(file.originalname)}`),
})

export const upload = multer({
  storage,
  limits: { fileSize: 2_000_000, files: 1 },
})
