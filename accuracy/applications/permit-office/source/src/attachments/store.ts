import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { config } from '../config'

const signatures: [string, Buffer][] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
]

/** The type by what the file begins with; what the client says does not count. */
export const sniff = (data: Buffer): string | null => signatures.find(([, start]) => data.subarray(0, start.length).equals(start))?.[0] ?? null

// Identifiers are made here and checked by the schema of the route, names of clients never reach the disk
const place = (id: string) => path.join(config.ATTACHMENT_DIR, id)

export async function put(data: Buffer): Promise<string> {
  const id = randomUUID()
  await writeFile(place(id), data, { flag: 'wx', mode: 0o600 })
  return id
}

export const open = (id: string) => createReadStream(place(id))
export const drop = (id: string) => rm(place(id), { force: true })
