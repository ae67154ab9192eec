import { exec } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(exec)
const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`

export async function searchLog(repository: string, words: string): Promise<string[]> {
  const { stdout } = await run(`git -C /srv/git/${repository} log --oneline -n 50 --grep=${quoted(words)}`, { timeout: 10_000 })
  return stdout.split('\n')
}
