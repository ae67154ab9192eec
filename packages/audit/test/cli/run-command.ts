import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { run } from '../../src/cli/main.ts'

export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly folder: string
}

/** Runs a command of the CLI in a fresh working directory, with its streams collected. */
export async function runCommand(
  args: readonly string[],
  options: { readonly folder?: string; readonly environment?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<CommandResult> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'assay-cli-'))
  const [stdout, stderr] = [new Collector(), new Collector()]
  const environment = { PATH: process.env.PATH ?? '', HOME: folder, XDG_CACHE_HOME: join(folder, '.cache'), ...options.environment }
  const code = await run(args, {
    stdout,
    stderr,
    workingDirectory: folder,
    environment,
    signal: options.signal ?? new AbortController().signal,
  })
  return { code, stdout: stdout.text, stderr: stderr.text, folder }
}

class Collector extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}
