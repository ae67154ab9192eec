import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function archive(repository: string, reference: string): Promise<Buffer> {
  const { stdout } = await run('git', ['-C', repository, 'archive', '--format=tar', reference], {
    encoding: 'buffer',
    maxBuffer: 50_000_000,
    timeout: 60_000,
  })
  return stdout
}
