import { randomUUID } from 'node:crypto'
import multer from 'multer'

const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['image/png', '.png'],
  ['image/webp', '.webp'],
])

const storage = multer.diskStorage({
  destination: 'public/uploads',
  filename: (_req, file, done) => done(null, `${randomUUID()}${SUFFIXES.get(file.mimetype)}`),
})

export const upload = multer({
  storage,
  limits: { fileSize: 2_000_000, files: 1 },
  fileFilter: (_req, file, done) => done(null, SUFFIXES.has(file.mimetype)),
})
