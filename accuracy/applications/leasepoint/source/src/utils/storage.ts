import { promises as fs } from 'node:fs'
import path from 'node:path'
import multer from 'multer'
import { config } from '../config'
import { HttpError } from './objects'

export const upload = multer({
  storage: multer.diskStorage({
    destination: config.storageDir,
    filename: (_req, file, done) => done(null, `${Date.now()}_${file.originalname}`),
  }),
})

export async function readStored(key: string): Promise<Buffer> {
  return fs.readFile(path.join(config.storageDir, key))
}

export async function readTemplate(name: string): Promise<string> {
  const base = path.join(config.storageDir, 'templates')
  const file = path.resolve(base, name)
  if (!file.startsWith(base + path.sep)) throw new HttpError(404, 'no such template')
  return fs.readFile(file, 'utf8')
}
