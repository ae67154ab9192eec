import { exec } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(exec)

export async function build(workdir: string, branch: string): Promise<string> {
  const { stdout } = await run(`git fetch origin ${branch} && git checkout -f FETCH_HEAD && npm run build`, {
    cwd: workdir,
    timeout: 300_000,
  })
  return stdout
}
