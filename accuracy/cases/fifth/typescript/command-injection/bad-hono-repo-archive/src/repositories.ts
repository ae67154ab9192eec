import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = process.env.REPOSITORIES ?? '/srv/git'

export async function pathOf(name: string): Promise<string | null> {
  const known = await readdir(ROOT)
  const found = known.find((entry) => entry === `${name}.git`)
  return found ? join(ROOT, found) : null
}
