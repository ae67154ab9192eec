import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'

export interface Repository {
  /** Top folder of the work tree, absolute. */
  readonly top: string
  /** The folder with index, HEAD and objects; of a linked work tree its own one. */
  readonly gitFolder: string
  /** The folder that holds the objects; the same but for linked work trees. */
  readonly commonFolder: string
}

const MAX_LEVELS = 40
const MAX_POINTER_BYTES = 4096

/** The repository that a folder belongs to: its own or that of a parent. Nothing of it is run. */
export function findRepository(folder: string): Repository | null {
  let at = resolve(folder)
  for (let level = 0; level < MAX_LEVELS; level++) {
    const found = repositoryAt(at)
    if (found !== null) return found
    const parent = dirname(at)
    if (parent === at) return null
    at = parent
  }
  return null
}

function repositoryAt(top: string): Repository | null {
  const path = join(top, '.git')
  try {
    const stat = lstatSync(path)
    if (stat.isDirectory()) return isGitFolder(path) ? { top, gitFolder: path, commonFolder: path } : null
    if (!stat.isFile() || stat.size > MAX_POINTER_BYTES) return null
    return linkedRepository(top, readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** A `.git` file names a folder elsewhere; it counts only when that folder is what git itself makes for a work tree or a submodule. */
function linkedRepository(top: string, pointer: string): Repository | null {
  const named = /^gitdir: (.+?)\s*$/m.exec(pointer)?.[1]
  if (named === undefined) return null
  const gitFolder = realpathSync(isAbsolute(named) ? named : join(top, named))
  const kind = basename(dirname(gitFolder))
  if (!/(?:^|[\\/])\.git[\\/](?:worktrees|modules)[\\/]/.test(gitFolder)) return null
  if (kind !== 'worktrees') return isGitFolder(gitFolder) ? { top, gitFolder, commonFolder: gitFolder } : null
  const commonFolder = dirname(dirname(gitFolder))
  return isGitFolder(commonFolder) ? { top, gitFolder, commonFolder } : null
}

function isGitFolder(folder: string): boolean {
  try {
    return lstatSync(join(folder, 'HEAD')).isFile() && lstatSync(join(folder, 'objects')).isDirectory()
  } catch {
    return false
  }
}
