import { performance } from 'node:perf_hooks'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import type { Exchange } from '../../model/evidence.ts'
import type { NotVerifiedReason } from '../../model/words.ts'
import type { Gate } from './gate.ts'
import { Masking } from './masking.ts'
import { Paces } from './paces.ts'
import { BODY_CAP, decode, headerList } from './received.ts'
import { headerOf, type Reply } from './reply.ts'
import { SoftAnswers } from './soft-answers.ts'

const DEADLINE_MS = 10_000
/** Storms of errors: after this many answers of 5xx, or none, in a row the service's health is asked. */
const BREAKER_AFTER = 5
/** Probes that provoke errors meet a few; so many of any kind in a row are a service that is down. */
const STORM_AFTER = 30
const LOOPBACK_ADDRESSES = 2000
/** Numbers of a network of 127.0.x that are given away. */
const OF_NETWORK = 250
/** Most of the run's time that may go into waiting for Retry-After. */
const WAIT_CAP_MS = 15_000
const LEAST_SHARE_MS = 15_000

export interface ClientOptions {
  readonly baseUrl: string
  readonly runId: string
  readonly headers: Readonly<Record<string, string>>
  readonly authorizedHosts: readonly string[]
  readonly budget: { readonly requests: number; readonly milliseconds: number }
  readonly signal: AbortSignal
  readonly ratePerSecond?: number
  /** Certificate in PEM of the authority that signs the service's own. */
  readonly authority?: string | null
}

export interface SendOptions {
  readonly method: string
  /** With query; sent as it is. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  /** Holds the end of the body back until all requests of a race are there. */
  readonly gate?: Gate
  readonly identity?: string
  readonly timeoutMs?: number
  /** A 429 is an answer like any other: no pause, no other address. */
  readonly takesLimits?: boolean
  /** Which of the machine's loopback addresses asks (1 = 127.0.0.1). */
  readonly address?: number
  /** A failing answer is expected here and does not count for the circuit breaker. */
  readonly mayFail?: boolean
}

/** The body, and the headers with the length of one that is held back. */
function bodyOf(
  { body, gate }: SendOptions,
  headers: Record<string, string>,
): { headers: Record<string, string>; body?: string | Uint8Array | Readable } {
  if (body === undefined) return { headers }
  if (gate === undefined || body.length < 2) return { headers, body }
  return { headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body: gate.hold(body) }
}

/** Knows requests that stand for others. */
export interface Translator {
  readonly translate: (request: SendOptions) => { readonly request: SendOptions; readonly read: (reply: Reply) => Reply } | null
}

/** Thrown when no more requests may be sent; what was gathered until then is kept. */
export class ProbingStopped extends Error {
  override readonly name = 'ProbingStopped'
  readonly reason: NotVerifiedReason
  constructor(reason: NotVerifiedReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Sends requests within a budget and records each, masked. */
export class ServiceClient {
  readonly masking = new Masking()
  /** What an answer means where its status does not tell. */
  readonly soft = new SoftAnswers()
  readonly base: URL
  readonly isLoopback: boolean
  readonly authority: string | null
  requests = 0
  limitedTimes = 0
  stopped = ''
  readonly failures: Record<string, number> = {}
  private readonly options: ClientOptions
  private readonly agents = new Map<number, Agent>()
  private startedAt = performance.now()
  private readonly intervalMs: number
  private nextSlot = 0
  private address = 1
  /** Paths that stay limited whatever address asks: the limit is by user, or by path. */
  private readonly stubborn = new Map<string, number>()
  private readonly paces = new Paces()
  private failing = 0
  /** Answers of 5xx, or none, in a row, also where they were expected. */
  private storm = 0
  private waitedMs = 0
  /** When the stage that runs has used its share of the time; null when it may take all of it. */
  private stageEndsAt: number | null = null
  private extraRequests = 0
  private extraMs = 0
  private healthPath: string | null = null
  private translator: Translator | null = null
  private readonly observers: ((exchange: Exchange) => void)[] = []

  constructor(options: ClientOptions) {
    this.options = options
    this.base = new URL(options.baseUrl)
    this.isLoopback = isLoopbackHost(this.base.hostname)
    this.authority = options.authority ?? null
    this.intervalMs = 1000 / (options.ratePerSecond ?? (this.isLoopback ? 500 : 20))
  }

  /** Requests that only stand for others are translated, and their answers read, on the way. */
  translateBy(translator: Translator): void {
    this.translator = translator
  }

  /** Calls back for every recorded exchange. */
  observe(observer: (exchange: Exchange) => void): void {
    this.observers.push(observer)
  }

  /** A path that is known to answer, asked when errors come in a row. */
  rememberHealthPath(path: string): void {
    this.healthPath ??= path
  }

  /** Leaves the present loopback address for the next: another client in the eyes of a limiter by address. */
  takeNextAddress(): number {
    if (this.isLoopback && this.base.hostname !== '[::1]' && this.address < LOOPBACK_ADDRESSES) this.address += 1
    return this.address
  }

  /** Reopens a spent budget a little, for clean-up; a service that had stopped answering must answer again first. */
  async grantMore(requests: number, milliseconds: number): Promise<void> {
    if (this.stopped.startsWith('the service stopped') && (this.options.signal.aborted || !(await this.recovers()))) return
    this.stageEndsAt = null
    this.extraRequests = Math.max(0, requests - this.remainingRequests)
    this.extraMs = Math.max(0, milliseconds - this.remainingMs)
    if (!this.options.signal.aborted) this.stopped = ''
  }

  /** Lets a stage take a part of the time that is left, at least a quarter of a minute; 1 is all of it. */
  giveShare(part: number): void {
    this.stageEndsAt = part >= 1 ? null : performance.now() + Math.max(LEAST_SHARE_MS, this.remainingMs * part)
  }

  /** Waits until the service answers again; false when it does not within ten seconds. */
  async recovers(): Promise<boolean> {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const reply = await this.exchange({ method: 'GET', path: this.healthPath ?? '/', identity: 'anonymous', timeoutMs: 3000 })
      if (reply.status > 0 && reply.status < 500) return true
      await sleep(1000)
    }
    return false
  }

  /** Time that others spent is none of the budget's. */
  disregard(milliseconds: number): void {
    this.startedAt += milliseconds
  }

  get remainingRequests(): number {
    return this.options.budget.requests + this.extraRequests - this.requests
  }

  get remainingMs(): number {
    return this.options.budget.milliseconds + this.extraMs - (performance.now() - this.startedAt)
  }

  /** Throws {@link ProbingStopped} when the budget is spent, the run was interrupted or the service is gone. */
  assertMayGoOn(): void {
    if (this.options.signal.aborted) throw this.stop('skipped-by-user', 'the run was interrupted')
    if (this.stopped !== '') throw new ProbingStopped('blocked', this.stopped)
    if (this.remainingRequests <= 0) throw this.stop('limit-reached', `the budget of ${this.options.budget.requests} requests is spent`)
    if (this.remainingMs <= 0)
      throw this.stop('limit-reached', `the budget of ${Math.round(this.options.budget.milliseconds / 1000)} s is spent`)
    if (this.stageEndsAt !== null && performance.now() > this.stageEndsAt)
      throw new ProbingStopped('limit-reached', 'the share of the time that is meant for these probes is spent')
  }

  /** One request and its answer; failures to get one are answers with status 0. Redirects are not followed. */
  async send(options: SendOptions): Promise<Reply> {
    const translated = this.translator?.translate(options) ?? null
    return translated === null ? this.deliver(options) : translated.read(await this.deliver(translated.request))
  }

  private async deliver(options: SendOptions): Promise<Reply> {
    for (let attempt = 0; ; attempt += 1) {
      this.assertMayGoOn()
      await this.slot()
      await this.paces.turn(options.identity ?? 'anonymous')
      const reply = this.soft.read(await this.exchange(options), options.path)
      const key = `${options.method} ${options.path.split('?')[0] ?? ''} ${options.identity ?? ''}`
      if (reply.status === 429 && options.takesLimits !== true && attempt > 0) this.stubborn.set(key, (this.stubborn.get(key) ?? 0) + 1)
      if (reply.status === 429 && options.takesLimits !== true && attempt < 2 && (this.stubborn.get(key) ?? 0) < 3) {
        await this.yieldToLimiter(reply, attempt, options.identity ?? 'anonymous')
        continue
      }
      await this.watchHealth(reply, options)
      return reply
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()))
  }

  /** Records an exchange that was made on a raw socket. */
  record(exchange: Exchange): void {
    this.requests += 1
    for (const observer of this.observers) observer(exchange)
  }

  private stop(reason: NotVerifiedReason, message: string): ProbingStopped {
    if (this.stopped === '') this.stopped = message
    return new ProbingStopped(reason, message)
  }

  private async slot(): Promise<void> {
    const now = performance.now()
    const at = Math.max(now, this.nextSlot)
    this.nextSlot = at + this.intervalMs
    if (at - now > 1) await sleep(at - now)
  }

  private async yieldToLimiter(reply: Reply, attempt: number, identity: string): Promise<void> {
    this.limitedTimes += 1
    if (attempt === 0 && this.isLoopback && this.address < LOOPBACK_ADDRESSES) {
      const before = this.address
      if (this.takeNextAddress() !== before) return
    }
    this.paces.learn(identity, reply)
    const seconds = Number(headerOf(reply, 'retry-after'))
    const wanted = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000
    const wait = Math.min(wanted, 5000, WAIT_CAP_MS - this.waitedMs)
    if (wait <= 0) return
    this.waitedMs += wait
    await sleep(wait)
  }

  private async watchHealth(reply: Reply, options: SendOptions): Promise<void> {
    if (reply.status > 0 && reply.status < 500) {
      this.failing = 0
      this.storm = 0
      if (options.method === 'GET') this.healthPath ??= options.path
      return
    }
    this.storm += 1
    if (options.mayFail !== true) this.failing += 1
    const isGone = reply.status === 0 && reply.error !== 'TIMEOUT'
    if (this.failing < (isGone ? 2 : BREAKER_AFTER) && this.storm < STORM_AFTER) return
    this.failing = 0
    this.storm = 0
    let last = reply
    for (const pause of [0, 300, 1000, 2000]) {
      if (pause > 0) await sleep(pause)
      last = await this.exchange({ method: 'GET', path: this.healthPath ?? '/', identity: 'anonymous', timeoutMs: 3000 })
      if (last.status > 0 && (last.status < 500 || this.healthPath === null)) return
    }
    const what = last.status === 0 ? 'stopped answering' : `stopped answering with anything but errors (${last.status})`
    throw this.stop(
      'blocked',
      `the service ${what} after ${this.requests} requests (last: ${options.method} ${this.masking.url(options.path)})`,
    )
  }

  private async exchange(options: SendOptions): Promise<Reply> {
    this.requests += 1
    const headers: Record<string, string> = {
      accept: 'application/json, */*;q=0.8',
      'user-agent': 'assay',
      'x-assay-run': this.options.runId,
      ...lowerCased(this.options.headers),
      ...lowerCased(options.headers ?? {}),
    }
    const started = performance.now()
    let answer: Omit<Reply, 'exchange' | 'durationMs'>
    try {
      answer = await this.receive(options, headers)
    } catch (error) {
      const code = errorCode(error)
      this.failures[code] = (this.failures[code] ?? 0) + 1
      answer = { status: 0, headers: [], body: '', bytes: 0, isTruncated: false, error: code }
    }
    const durationMs = Math.round((performance.now() - started) * 10) / 10
    const exchange = this.recordOf(options, headers, answer, durationMs)
    for (const observer of this.observers) observer(exchange)
    return { ...answer, durationMs, exchange }
  }

  private async receive(options: SendOptions, headers: Record<string, string>): Promise<Omit<Reply, 'exchange' | 'durationMs'>> {
    const deadline = AbortSignal.any([AbortSignal.timeout(options.timeoutMs ?? DEADLINE_MS), this.options.signal])
    const response = await this.agentOf(options.address ?? this.address).request({
      origin: this.base.origin,
      path: this.pathOf(options.path),
      method: options.method as 'GET',
      signal: deadline,
      responseHeaders: 'raw',
      ...bodyOf(options, headers),
    })
    const list = headerList(response.headers)
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of response.body) {
      chunks.push(chunk as Buffer)
      bytes += (chunk as Buffer).length
      if (bytes >= BODY_CAP) break
    }
    const whole = Buffer.concat(chunks).subarray(0, BODY_CAP)
    const decoded = decode(whole, headerOf({ headers: list }, 'content-encoding'))
    return {
      status: response.statusCode,
      headers: list,
      body: decoded.text,
      bytes,
      isTruncated: bytes >= BODY_CAP || decoded.isCut,
      error: '',
    }
  }

  private pathOf(path: string): string {
    const prefix = this.base.pathname.replace(/\/$/, '')
    return path.startsWith('/') ? prefix + path : `${prefix}/${path}`
  }

  private agentOf(address: number): Agent {
    let agent = this.agents.get(address)
    if (agent === undefined) {
      const isIpv4Loopback = this.isLoopback && this.base.hostname !== '[::1]'
      agent = new Agent({
        connections: 12,
        pipelining: 1,
        keepAliveTimeout: 4000,
        maxHeaderSize: 65_536,
        connect: {
          timeout: 4000,
          rejectUnauthorized: false,
        },
        ...(isIpv4Loopback && address > 1 ? { localAddress: loopbackAddress(address) } : {}),
      })
      this.agents.set(address, agent)
    }
    return agent
  }

  private recordOf(
    options: SendOptions,
    headers: Record<string, string>,
    answer: Omit<Reply, 'exchange' | 'durationMs'>,
    durationMs: number,
  ): Exchange {
    const requestHeaders = Object.entries(headers).map(([name, value]) => [name, this.masking.header(name, value)] as const)
    return {
      id: `x${this.requests}`,
      method: options.method,
      url: this.masking.url(this.base.origin + this.pathOf(options.path)),
      requestHeaders,
      requestBody:
        options.body === undefined
          ? ''
          : this.masking.body(typeof options.body === 'string' ? options.body : `(${options.body.length} bytes)`),
      status: answer.status,
      responseHeaders: answer.headers.map(([name, value]) => [name, this.masking.header(name, value)] as const),
      responseBody: this.masking.body(answer.body),
      responseBytes: answer.bytes,
      durationMs,
      identity: options.identity ?? 'anonymous',
      error: answer.error,
    }
  }
}

/** The address of this machine with a number: 1 is 127.0.0.1. */
export function loopbackAddress(number: number): string {
  return `127.0.${Math.floor((number - 1) / OF_NETWORK)}.${((number - 1) % OF_NETWORK) + 1}`
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function errorCode(error: unknown): string {
  const name = (error as { name?: string }).name ?? ''
  if (name === 'TimeoutError' || name === 'AbortError' || name.includes('Timeout')) return 'TIMEOUT'
  const code = (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code
  return code ?? 'BAD_RESPONSE'
}
