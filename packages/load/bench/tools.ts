// Programs that the benchmarks compare with or stand on: what Debian offers is installed when root runs them, else left out and said so.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

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

/** A command on one processor, where that can be had. */
export function pinned(processor: number | null, command: readonly string[]): readonly [string, ...string[]] {
  const [program = '', ...args] = canPin && processor !== null ? ['taskset', '-c', String(processor), ...command] : command
  return [program, ...args]
}

export function startPinned(processor: number | null, command: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess {
  const [program, ...args] = pinned(processor, command)
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], ...(env === undefined ? {} : { env }) })
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
