import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

export async function history(repository, branch) {
  if (!/^[A-Za-z0-9][\w./-]*$/.test(branch)) throw Object.assign(new Error('No such branch'), { status: 400 })
  const { stdout } = await exec('git', ['-C', repository, 'log', '--format=%h %s', '-n', '50', '--end-of-options', branch])
  return stdout.trim().split('\n')
}
