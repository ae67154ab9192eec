import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { AuditError } from '../../model/errors.ts'
import type { StartedServiceFact } from '../../model/facts/service.ts'
import { Masking } from './masking.ts'
import { membersOfGroup } from './process-group.ts'

const LOG_LINES_KEPT = 4000
const LINE_CHARACTERS = 2000
const STOP_GRACE_MS = 5000

export interface StartOptions {
  /** Run by a shell, in its own process group. */
  readonly command: string
  readonly cwd: string
  /** Null takes a free one; the service gets it as PORT. */
  readonly port: number | null
  readonly environment: Readonly<Record<string, string>>
  /** Path that answers when the service is up; null tries any. */
  readonly healthPath: string | null
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

export interface Listener {
  readonly address: string
  readonly port: number
}

export interface RunningService {
  readonly baseUrl: string
  readonly port: number
  readonly pid: number
  /** Lines of stdout and stderr so far, the last four thousand. */
  log(): readonly string[]
  /** Null while it runs. */
  exitCode(): number | null
  hasEnded(): boolean
  /** Sockets on which its processes listen; empty where the system does not tell. */
  listeners(): Promise<readonly Listener[]>
  /** Whether any of its processes is there. */
  isAlive(): boolean
  /** Asks the whole process group to end, as a deployment does; `stop` must follow. */
  terminate(): void
  /** Ends the whole process group and says how it went. */
  stop(): Promise<StartedServiceFact>
}

/** Starts a service and waits until it answers; throws {@link AuditError} with its last log lines when it does not. */
export async function startService(options: StartOptions): Promise<RunningService> {
  if (options.signal.aborted) throw new AuditError('INTERRUPTED', 'Interrupted before the service was started.')
  const port = options.port ?? (await freePort())
  if (options.port !== null && (await isPortTaken(port))) {
    throw new AuditError('PORT_IN_USE', `Port ${port} is in use already. Stop what listens there, or give another port with --port.`)
  }
  const started = new StartedProcess(options, port)
  const onAbort = (): void => void started.stop()
  options.signal.addEventListener('abort', onAbort, { once: true })
  try {
    await started.waitUntilHealthy()
  } catch (error) {
    await started.stop()
    throw error
  }
  return started
}

class StartedProcess implements RunningService {
  port: number
  readonly pid: number
  private readonly options: StartOptions
  private readonly child: ChildProcess
  private readonly lines: string[] = []
  private lineCount = 0
  private rest = ''
  private ended = false
  private code: number | null = null
  private spawnError = ''
  private stopping: Promise<StartedServiceFact> | null = null
  private endedEarly = false
  private isTerminated = false

  constructor(options: StartOptions, port: number) {
    this.options = options
    this.port = port
    this.child = spawn(options.command, {
      cwd: options.cwd,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOST: '127.0.0.1', ...options.environment, PORT: String(port) },
    })
    this.pid = this.child.pid ?? 0
    this.child.on('error', (error) => {
      this.spawnError = error.message
      this.ended = true
    })
    this.child.on('exit', (code) => {
      this.code = code
      this.ended = true
      if (this.stopping === null && !this.isTerminated) this.endedEarly = true
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (text: string) => this.take(text))
    }
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}`
  }

  log(): readonly string[] {
    return this.rest === '' ? [...this.lines] : [...this.lines, this.rest]
  }

  exitCode(): number | null {
    return this.code
  }

  hasEnded(): boolean {
    return this.ended
  }

  async listeners(): Promise<readonly Listener[]> {
    const members = await membersOfGroup(this.pid)
    return listenersOf(members.map(({ pid }) => pid))
  }

  isAlive(): boolean {
    return isGroupAlive(this.pid)
  }

  terminate(): void {
    this.isTerminated = true
    this.signalGroup('SIGTERM')
  }

  stop(): Promise<StartedServiceFact> {
    this.stopping ??= this.endGroup()
    return this.stopping
  }

  async waitUntilHealthy(): Promise<void> {
    const deadline = Date.now() + this.options.deadlineMs
    for (let step = 0; ; step += 1) {
      if (this.options.signal.aborted) throw new AuditError('INTERRUPTED', 'Interrupted while the service was starting.')
      if (this.ended)
        throw this.unhealthy(
          `ended with code ${this.code ?? 'unknown'} before it answered${this.spawnError === '' ? '' : ` (${this.spawnError})`}`,
        )
      if (await this.answers()) return
      if (step % 10 === 9) await this.adoptOtherPort()
      if (Date.now() > deadline)
        throw this.unhealthy(`did not answer on port ${this.port} within ${Math.round(this.options.deadlineMs / 1000)} s`)
      await sleep(Math.min(50 + step * 10, 300))
    }
  }

  private async answers(): Promise<boolean> {
    if (!(await isPortTaken(this.port))) return false
    try {
      const path = this.options.healthPath ?? '/'
      const response = await request(`${this.baseUrl}${path}`, {
        method: 'GET',
        headersTimeout: 3000,
        bodyTimeout: 3000,
        signal: AbortSignal.timeout(4000),
      })
      response.body.on('error', () => undefined)
      response.body.destroy()
      return this.options.healthPath === null || response.statusCode < 500
    } catch {
      return false
    }
  }

  /** A service that ignores PORT listens elsewhere: its own sockets tell where. */
  private async adoptOtherPort(): Promise<void> {
    const [first] = (await this.listeners()).filter((listener) => listener.port !== this.port)
    if (first !== undefined && !(await isPortTaken(this.port))) this.port = first.port
  }

  private unhealthy(what: string): AuditError {
    const masking = new Masking()
    const tail = this.log()
      .slice(-15)
      .map((line) => `  ${masking.text(line)}`)
    const log = tail.length === 0 ? 'It printed nothing.' : `Its last lines:\n${tail.join('\n')}`
    return new AuditError('TARGET_UNHEALTHY', `The service started by \`${this.options.command}\` ${what}. ${log}`)
  }

  private take(text: string): void {
    const parts = (this.rest + text).split('\n')
    this.rest = (parts.pop() ?? '').slice(0, LINE_CHARACTERS)
    for (const line of parts) {
      this.lineCount += 1
      this.lines.push(line.slice(0, LINE_CHARACTERS))
      if (this.lines.length > LOG_LINES_KEPT) this.lines.shift()
    }
  }

  private async endGroup(): Promise<StartedServiceFact> {
    const endedEarly = this.endedEarly
    this.signalGroup('SIGTERM')
    const deadline = Date.now() + STOP_GRACE_MS
    while (isGroupAlive(this.pid) && Date.now() < deadline) await sleep(25)
    if (isGroupAlive(this.pid)) {
      this.signalGroup('SIGKILL')
      for (let step = 0; step < 40 && isGroupAlive(this.pid); step += 1) await sleep(25)
    }
    return { command: this.options.command, log: this.log(), logLines: this.lineCount, exitCode: this.code, endedEarly }
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.pid === 0) return
    try {
      process.kill(-this.pid, signal)
    } catch {
      // The group is gone already.
    }
  }
}

function isGroupAlive(pid: number): boolean {
  if (pid === 0) return false
  try {
    process.kill(-pid, 0)
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 })
    const end = (isTaken: boolean): void => {
      socket.destroy()
      resolve(isTaken)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}

async function listenersOf(pids: readonly number[]): Promise<readonly Listener[]> {
  const inodes = new Set<string>()
  for (const pid of pids) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1]
      if (inode !== undefined) inodes.add(inode)
    }
  }
  const listeners = new Map<string, Listener>()
  for (const table of ['tcp', 'tcp6']) {
    const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '')
    for (const line of text.split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/)
      if (fields[3] !== '0A' || !inodes.has(fields[9] ?? '')) continue
      const [hex = '', port = '0'] = (fields[1] ?? '').split(':')
      const listener = { address: addressOf(hex), port: Number.parseInt(port, 16) }
      listeners.set(`${listener.address}:${listener.port}`, listener)
    }
  }
  return [...listeners.values()].sort((a, b) => a.port - b.port || a.address.localeCompare(b.address))
}

/** /proc writes addresses as little-endian words in hexadecimal. */
function addressOf(hex: string): string {
  if (hex.length === 8)
    return (hex.match(/../g) ?? [])
      .reverse()
      .map((byte) => Number.parseInt(byte, 16))
      .join('.')
  if (/^0+$/.test(hex)) return '::'
  if (hex === '00000000000000000000000001000000') return '::1'
  if (hex.startsWith('0000000000000000FFFF0000')) return addressOf(hex.slice(24))
  return hex.toLowerCase()
}
