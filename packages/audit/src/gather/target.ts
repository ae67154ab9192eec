import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { TargetFact } from '../model/facts/target.ts'
import type { GatherOptions } from './gather-facts.ts'

/** What is audited, by the names people know it under. */
export function describeTarget({
  source,
  url,
  start,
  trustsGit,
}: Pick<GatherOptions, 'source' | 'url' | 'start' | 'trustsGit'>): TargetFact {
  const root = source === null ? null : resolve(source)
  const git = root === null ? NO_GIT : gitState(root, trustsGit)
  return {
    name: root === null ? new URL(url ?? 'http://unknown').host : basename(root),
    sourceRoot: source,
    baseUrl: url,
    startedByUs: start !== null,
    ...git,
  }
}

const NO_GIT = { commit: null, isDirty: null }

/**
 * Commit and dirty flag. Git itself runs only in the user's own working directory: the configuration of a foreign repository
 * can name filter commands, and `git status` would run them.
 */
function gitState(root: string, trustsGit: boolean): { commit: string | null; isDirty: boolean | null } {
  const folder = join(root, '.git')
  if (!existsSync(folder)) return NO_GIT
  try {
    const commit = headOf(folder)
    return { commit, isDirty: trustsGit ? isDirty(root) : null }
  } catch {
    return NO_GIT
  }
}

function headOf(folder: string): string | null {
  const head = readFileSync(join(folder, 'HEAD'), 'utf8').trim()
  const reference = /^ref: (?<name>refs\/[\w./-]+)$/.exec(head)?.groups?.name
  if (reference === undefined) return /^[0-9a-f]{40,64}$/.test(head) ? head : null
  const loose = join(folder, reference)
  if (existsSync(loose)) return readFileSync(loose, 'utf8').trim()
  const packed = existsSync(join(folder, 'packed-refs')) ? readFileSync(join(folder, 'packed-refs'), 'utf8') : ''
  const line = packed.split('\n').find((each) => each.endsWith(` ${reference}`))
  return line?.slice(0, line.indexOf(' ')) ?? null
}

function isDirty(root: string): boolean {
  const status = execFileSync('git', ['-C', root, 'status', '--porcelain', '--untracked-files=no'], {
    encoding: 'utf8',
    timeout: 5000,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 8 * 1024 * 1024,
  })
  return status.trim() !== ''
}
