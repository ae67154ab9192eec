import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import type { Repository } from './find-repository.ts'

const MAX_IGNORE_BYTES = 256 * 1024

/** Decides, folder by folder from the top of a repository, what its ignore files leave out. */
export interface IgnoreRules {
  /** Whether a path is ignored; folders end in a slash. Paths are relative to the top of the repository. */
  readonly isIgnored: (path: string) => boolean
}

/** Reads `.git/info/exclude` at once and each `.gitignore` when a path below it is first asked for. */
export function ignoreRules({ top, commonFolder }: Repository): IgnoreRules {
  const rules = new Map<string, Ignore | null>()
  const verdicts = new Map<string, boolean>()
  const rulesOf = (folder: string): Ignore | null => {
    let found = rules.get(folder)
    if (found === undefined) {
      const own = rulesFrom(join(top, folder, '.gitignore'))
      const exclude = folder === '' ? readSmall(join(commonFolder, 'info', 'exclude')) : ''
      found =
        exclude === ''
          ? own
          : ignore()
              .add(exclude)
              .add(readSmall(join(top, '.gitignore')))
      rules.set(folder, found)
    }
    return found
  }
  /** The deepest ignore file that speaks of the path decides. */
  const ownVerdict = (path: string): boolean => {
    const parts = path.replace(/\/$/, '').split('/')
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const found = rulesOf(parts.slice(0, depth).join('/'))
      if (found === null) continue
      const below = parts.slice(depth).join('/') + (path.endsWith('/') ? '/' : '')
      const { ignored, unignored } = found.test(below)
      if (ignored) return true
      if (unignored) return false
    }
    return false
  }
  const isFolderIgnored = (folder: string): boolean => {
    if (folder === '') return false
    let verdict = verdicts.get(folder)
    if (verdict === undefined) {
      verdict = isFolderIgnored(parentOf(folder)) || ownVerdict(`${folder}/`)
      verdicts.set(folder, verdict)
    }
    return verdict
  }
  return {
    // What lies in an ignored folder stays ignored, whatever a deeper file says.
    isIgnored: (path) => (path.endsWith('/') ? isFolderIgnored(path.slice(0, -1)) : isFolderIgnored(parentOf(path)) || ownVerdict(path)),
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

function rulesFrom(file: string): Ignore | null {
  const text = readSmall(file)
  return text === '' ? null : ignore().add(text)
}

function readSmall(file: string): string {
  try {
    const stat = lstatSync(file)
    return stat.isFile() && stat.size <= MAX_IGNORE_BYTES ? readFileSync(file, 'utf8') : ''
  } catch {
    return ''
  }
}
