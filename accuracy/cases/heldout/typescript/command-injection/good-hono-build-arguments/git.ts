import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function searchLog(repository: string, words: string): Promise<string[]> {
  const { stdout } = await run('git', ['-C', `/srv/git/${repository}`, 'log', '--oneline', '-n', '50', `--grep=${words}`], { timeout: 10_000 })
  return stdout.split('\n')
}
