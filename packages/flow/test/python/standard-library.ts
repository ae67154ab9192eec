import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The folder of the standard library of the `python3` on the PATH; null where there is none. */
export function standardLibrary(): string | null {
  try {
    const folder = execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' }).trim()
    return folder === '' ? null : folder
  } catch {
    return null
  }
}

/** Each `step`th file of moderate size, in the order of names; without third-party packages. */
export function sampleOf(folder: string, step: number): SourceFile[] {
  return globSync('**/*.py', { cwd: folder, exclude: (name) => name === 'site-packages' || name === 'dist-packages' })
    .sort()
    .filter((_, index) => index % step === 0)
    .map((file) => ({ path: join(folder, file), text: readFileSync(join(folder, file), 'utf8') }))
    .filter(({ text }) => text.length < 150_000)
}

/** Whether a test that needs what this machine lacks must fail; otherwise it says why it did not run. */
export const REQUIRES_ALL = process.env.ASSAY_TEST_REQUIRE === 'all'
