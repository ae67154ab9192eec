import { promisify } from 'node:util'
import { exec } from 'node:child_process'

const run = promisify(exec)

export async function resize(file, size) {
  const { stdout } = await run(`convert /srv/in/${file} -resize ${size} /srv/out/${file}`)
  return stdout
}
