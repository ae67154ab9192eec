import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const BRANCH = /^[a-z0-9][a-z0-9/_-]{0,80}$/i

export async function build(workdir: string, branch: string): Promise<string> {
  if (!BRANCH.test(branch)) throw new RangeError('not a branch')
  await run('git', ['fetch', 'origin', `refs/heads/${branch}`], { cwd: workdir, timeout: 60_000 })
  await run('git', ['checkout', '-f', 'FETCH_HEAD'], { cwd: workdir, timeout: 60_000 })
  const { stdout } = await run('npm', ['run', 'build'], {
    cwd: workdir,
    timeout: 300_000,
  })
  return stdout
}
