import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const REFERENCE = /^[A-Za-z0-9][\w./-]{0,99}$/

export async function archive(repository: string, reference: string): Promise<Buffer> {
  if (!REFERENCE.test(reference)) throw new RangeError('not a reference')
  const { stdout } = await run('git', ['-C', repository, 'archive', '--format=tar', reference], {
    encoding: 'buffer',
    maxBuffer: 50_000_000,
    timeout: 60_000,
  })
  return stdout
}
