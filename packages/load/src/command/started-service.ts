import { type ChildProcess, spawn } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { LoadError } from '../errors.ts'
import { parseTarget } from '../http/request-template.ts'
import { inspectableNodeOption } from '../process/event-loop.ts'

const DEADLINE_MS = 60_000
const GRACE_MS = 5000
const OUTPUT_KEPT = 4000

export interface StartedService {
  stop(): Promise<void>
}

/**
 * Runs the user's own command by a shell, in a process group of its own, until something listens at the address. The command gets PORT, and
 * with `workers` also WEB_CONCURRENCY; `{workers}` in it is replaced. Throws LoadError('TARGET_UNREACHABLE') with what it wrote last.
 */
export async function startService(
  command: string,
  url: string,
  signal: AbortSignal,
  workers: number | null = null,
): Promise<StartedService> {
  const { host, port } = parseTarget(url)
  if (await listens(host, port))
    throw new LoadError('TARGET_UNREACHABLE', `Something listens on ${host}:${port} already; stop it, so that --start measures its own.`)
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ''} ${await inspectableNodeOption()}`.trim()
  const environment = { ...process.env, PORT: String(port), NODE_OPTIONS: nodeOptions }
  const service =
    workers === null
      ? new ServiceProcess(command, environment)
      : new ServiceProcess(command.replaceAll('{workers}', String(workers)), { ...environment, WEB_CONCURRENCY: String(workers) })
  for (const began = performance.now(); ; await sleep(50)) {
    if (await listens(host, port)) return service
    const late = performance.now() - began > DEADLINE_MS
    if (!signal.aborted && !late && !service.hasEnded) continue
    await service.stop()
    if (signal.aborted) throw new LoadError('INTERRUPTED', 'Interrupted before the service listened.')
    const what = late ? `did not listen on ${host}:${port} within ${DEADLINE_MS / 1000} s` : 'ended before it listened'
    throw new LoadError('TARGET_UNREACHABLE', `\`${command}\` ${what}. ${service.lastWords()}`)
  }
}

class ServiceProcess implements StartedService {
  hasEnded = false
  readonly #child: ChildProcess
  #output = ''

  constructor(command: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env })
    this.#child.on('error', () => {
      this.hasEnded = true
    })
    this.#child.on('exit', () => {
      this.hasEnded = true
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => {
        this.#output = (this.#output + String(chunk)).slice(-OUTPUT_KEPT)
      })
  }

  lastWords(): string {
    const lines = this.#output.trim().split('\n').slice(-8)
    return lines.join('') === '' ? 'It wrote nothing.' : `It wrote last:\n${lines.map((line) => `  ${line}`).join('\n')}`
  }

  async stop(): Promise<void> {
    this.#signal('SIGTERM')
    for (const began = performance.now(); this.#isAlive() && performance.now() - began < GRACE_MS; ) await sleep(20)
    this.#signal('SIGKILL')
  }

  #isAlive(): boolean {
    return this.#signal(0)
  }

  #signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.#child
    try {
      return pid !== undefined && process.kill(-pid, signal)
    } catch {
      return false // the group is gone
    }
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const end = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false))
  })
}
