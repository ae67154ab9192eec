import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ROOT = process.env.COVERS_DIR ?? '/srv/covers'

export function packed(id: number): Buffer {
  const svg = readFileSync(join(ROOT, `${id}.svg`))
  return gzipSync(svg, { level: 9 })
}
