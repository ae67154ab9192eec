import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import type { CommandContext } from './command.ts'

/** A folder that others may write to is no place for code that is run later. */
const WRITABLE_BY_OTHERS = 0o022

/**
 * Keeps the compiled code of this program for its next start: two fifths of the processor time of a small audit, measured. Its folder is the user's
 * own and lies in nothing that may be audited, for whoever writes to it runs code here. Never throws.
 */
export function keepCompiledCode(args: readonly string[], context: Pick<CommandContext, 'environment' | 'workingDirectory'>): void {
  const folder = codeFolder(args, context)
  if (folder !== null) enableCompileCache(folder)
}

/** The folder, made when it is not there; null when what lies in it cannot be trusted. */
export function codeFolder(
  args: readonly string[],
  { environment, workingDirectory }: Pick<CommandContext, 'environment' | 'workingDirectory'>,
): string | null {
  const named = cacheFolder(environment, 'code')
  if (named === null) return null
  try {
    const audited = [repositoryOf(workingDirectory), ...args.map((arg) => resolve(workingDirectory, arg))]
    if (audited.some((root) => isWithin(root, named))) return null
    mkdirSync(named, { recursive: true, mode: 0o700 })
    const folder = realpathSync(named)
    if (audited.some((root) => isWithin(existsSync(root) ? realpathSync(root) : root, folder))) return null
    const { uid, mode } = lstatSync(folder)
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & WRITABLE_BY_OTHERS) !== 0)) return null
    return folder
  } catch {
    return null
  }
}

function isWithin(root: string, folder: string): boolean {
  const below = relative(root, folder)
  return !(below.startsWith('..') || isAbsolute(below))
}

/** The outermost repository around a folder; the folder itself without one. */
function repositoryOf(folder: string): string {
  let found = folder
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) found = at
    if (dirname(at) === at) return found
  }
}
