import { createReadStream, createWriteStream } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import { config } from '../config.js'

/** Keeps an upload beside the other files of the practice and returns its address. */
export async function keep(part: MultipartFile, practice: number): Promise<string> {
  const name = `${practice}-${path.basename(part.filename)}`
  await pipeline(part.file, createWriteStream(path.join(config.files, 'public', name)))
  return `/files/${name}`
}

export const openScan = (name: string) => createReadStream(path.join(config.files, 'scans', name))

export const openLeaflet = (drug: number, language: string) =>
  createReadStream(path.join(config.files, 'leaflets', `${drug}.${language === 'de' ? 'de' : 'en'}.pdf`))

/** The book of controlled drugs, one line for each hand-out. */
export async function enterInBook(who: number, drug: string, amount: number, reason: string) {
  await appendFile(path.join(config.files, 'controlled.log'), `${new Date().toISOString()} ${who} ${drug} ${amount} ${reason}\n`)
}

export async function enterDelivery(who: number, delivery: { drug: number; amount: number }) {
  await appendFile(path.join(config.files, 'deliveries.log'), `${JSON.stringify({ at: Date.now(), who, ...delivery })}\n`)
}
