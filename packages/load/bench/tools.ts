// Programs that the benchmarks compare with or stand on: what Debian offers is installed when root runs them, else left out and said so.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'

/** Whether the tool is there, installed from Debian if need be. */
export function hasTool(name: string, debianPackage = name): boolean {
  if (isThere(name)) return true
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', debianPackage], { env, stdio: 'ignore' }).status === 0
  if (install()) return isThere(name)
  spawnSync('apt-get', ['update'], { env, stdio: 'ignore' })
  return install() && isThere(name)
}

/** Processors: a generator and a target that share one disturb each other. */
export const canPin = process.platform === 'linux' && isThere('taskset')

/** Linux shares processors among sessions first: niceness counts within a session, that of a session has a file of its own. */
const AUTOGROUP = '/proc/self/autogroup'
const FIRST = '-15'

/** Whoever may (root on Linux), runs what is measured before all other work of the machine, which would be measured too. */
export const canGoFirst =
  isThere('setsid') && spawnSync('setsid', ['sh', '-c', `echo ${FIRST} > ${AUTOGROUP}`], { stdio: 'ignore' }).status === 0

/** Puts this process and its session first until it ends. */
export function goFirst(): void {
  if (!canGoFirst) return
  const before = /nice (-?\d+)/.exec(readFileSync(AUTOGROUP, 'utf8'))?.[1] ?? '0'
  writeFileSync(AUTOGROUP, FIRST)
  process.on('exit', () => writeFileSync(AUTOGROUP, before))
}

/** A command on one processor, and before other work, where that can be had. */
export function pinned(processor: number | null, command: readonly string[], goesFirst = true): readonly [string, ...string[]] {
  const place = canPin && processor !== null ? ['taskset', '-c', String(processor)] : []
  const before = canGoFirst && goesFirst ? ['setsid', 'sh', '-c', `echo ${FIRST} > ${AUTOGROUP}; exec "$@"`, 'sh'] : []
  const [program = '', ...args] = [...before, ...place, ...command]
  return [program, ...args]
}

export function startPinned(processor: number | null, command: readonly string[], goesFirst = true): ChildProcess {
  const [program, ...args] = pinned(processor, command, goesFirst)
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) return ''
  const [chunk] = await once(child.stdout, 'data')
  return String(chunk).trim()
}

export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}

function isThere(name: string): boolean {
  return spawnSync('which', [name], { stdio: 'ignore' }).status === 0
}
