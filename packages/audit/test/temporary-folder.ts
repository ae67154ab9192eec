import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder with files, removed when `dispose` is called. */
export interface TemporaryFolder {
  readonly path: string
  readonly write: (files: Readonly<Record<string, string>>) => void
  readonly git: (...args: readonly string[]) => string
  readonly dispose: () => void
}

export function temporaryFolder(files: Readonly<Record<string, string>> = {}): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'assay-test-')))
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(more)) {
      mkdirSync(dirname(join(path, file)), { recursive: true })
      writeFileSync(join(path, file), text)
    }
  }
  write(files)
  return {
    path,
    write,
    git: (...args) =>
      execFileSync(
        'git',
        ['-c', 'user.name=tester', '-c', 'user.email=tester@example.org', '-c', 'init.defaultBranch=main', '-C', path, ...args],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      ),
    dispose: () => rmSync(path, { recursive: true, force: true }),
  }
}
