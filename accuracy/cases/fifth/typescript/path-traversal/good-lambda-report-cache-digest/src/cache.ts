import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FOLDER = '/tmp/reports'

const fileOf = (name: string) => join(FOLDER, createHash('sha256').update(name).digest('hex'))

export async function remembered(name: string): Promise<string | null> {
  try {
    return await readFile(fileOf(name), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export async function remember(name: string, text: string): Promise<void> {
  await writeFile(fileOf(name), text)
}
