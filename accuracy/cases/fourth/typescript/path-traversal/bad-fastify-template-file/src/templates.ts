import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

const FOLDER = join(process.cwd(), 'templates')

export async function loadTemplate(name: string): Promise<string> {
  const file = join(FOLDER, `${name}`)
  return readFile(file, 'utf8')
}
