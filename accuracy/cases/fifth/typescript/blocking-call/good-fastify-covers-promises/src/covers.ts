import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const ROOT = process.env.COVERS_DIR ?? '/srv/covers'
const compress = promisify(gzip)

export async function packed(id: number): Promise<Buffer> {
  const svg = await readFile(join(ROOT, `${id}.svg`))
  return compress(svg)
}
