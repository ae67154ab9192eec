import { execFile } from 'node:child_process'
import crypto from 'node:crypto'
import { realpath, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { fileTypeFromBuffer } from 'file-type'
import multer from 'multer'
import { Wrong } from './check.js'
import { config } from './config.js'

const exec = promisify(execFile)
const pictures = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
])

const inMemory = (bytes) => multer({ storage: multer.memoryStorage(), limits: { fileSize: bytes, files: 1, fields: 10, fieldSize: 4096 } })
export const onePicture = inMemory(6_000_000).single('photo')
export const oneTable = inMemory(2_000_000).single('table')

/** Keeps a picture by a name of its own and takes place and camera out of it. */
export async function keepPicture(file) {
  const kind = file && (await fileTypeFromBuffer(file.buffer))
  const ending = kind && pictures.get(kind.mime)
  if (!ending) throw new Wrong('photo', 'must be a JPEG or PNG')
  const storedAs = crypto.randomUUID().replaceAll('-', '') + ending
  const where = path.join(config.photoDir, storedAs)
  await writeFile(where, file.buffer, { flag: 'wx', mode: 0o640 })
  try {
    await exec('/usr/bin/exiftool', ['-all=', '-overwrite_original', '-q', where], { timeout: 8000, maxBuffer: 65_536 })
  } catch (err) {
    await unlink(where)
    throw err
  }
  return { storedAs, mime: kind.mime }
}

/** The file of a name below a root, or null: links that lead out of it count as missing. */
export async function below(root, name) {
  try {
    const top = await realpath(root)
    const full = await realpath(path.resolve(top, name))
    return full.startsWith(top + path.sep) ? full : null
  } catch (err) {
    if (err.code === 'ENOENT' || err.code === 'ENOTDIR') return null
    throw err
  }
}
