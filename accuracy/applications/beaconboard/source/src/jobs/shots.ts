import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { env } from '../env.js'

const run = promisify(exec)

export async function shoot({ id, url, size }: { id: string; url: string; size: string }) {
  const target = `${env.EXPORT_DIR}/shots/${id}.png`
  await run(`chromium --headless --window-size=${size} --screenshot=${target} "${url}"`, { timeout: 30_000 })
  return target
}
