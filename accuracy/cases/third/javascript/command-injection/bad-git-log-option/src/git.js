import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

export async function history(repository, branch) {
  const { stdout } = await exec('git', ['-C', repository, 'log', '--format=%h %s', '-n', '50', branch])
  return stdout.trim().split('\n')
}
