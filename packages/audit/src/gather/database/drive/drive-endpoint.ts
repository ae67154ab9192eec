import { setTimeout as sleep } from 'node:timers/promises'
import { type DrivenRequest, itemsIn, sizeNames, withQuery } from '../driven-request.ts'
import { type Answer, jsonIn, type Requester } from '../requester.ts'
import { type ActivityReader, type Backend, isIdleInTransaction } from './activity.ts'
import { difference, type StatementCounters, type StatementCounts, type StatementSnapshot } from './statements.ts'

export type SampleKind = 'first' | 'repeat' | 'size' | 'variant' | 'error'

/** One request and what it changed in the database. */
export interface Sample {
  readonly kind: SampleKind
  readonly status: number
  readonly ms: number
  /** Length of the list in the answer. */
  readonly items: number
  readonly bytes: number
  /** Size that was asked for; 0 when none was. */
  readonly size: number
  readonly statements: ReadonlyMap<string, StatementCounters>
  readonly backends: readonly Backend[]
}

/** What driving one endpoint showed, before anything is made of it. */
export interface Drive {
  readonly request: DrivenRequest
  readonly before: readonly Backend[]
  readonly samples: readonly Sample[]
  /** Everything that was counted from the first request to some time after the last. */
  readonly whole: ReadonlyMap<string, StatementCounters>
  /** Name of the query parameter that sets the size; empty when none does. */
  readonly sizeName: string
  /** Sessions some time after the last request. */
  readonly after: readonly Backend[]
  readonly durationMs: number
  /** Ids of the items in the list, for requests to one of them. */
  readonly ids: readonly string[]
}

export interface DriveOptions {
  readonly requester: Requester
  readonly readBackends: ActivityReader
  /** Null when the server counts no statements. */
  readonly statements: StatementCounts | null
  /** Time that the server takes to show how sessions rest. */
  readonly settleMs: number
  readonly signal: AbortSignal
}

const REPEATS = 12
/** The second is large enough to tell growth from chance; the others come while there is time. */
const SIZES = [1, 8, 20, 3]
/** Requests of a stage that are sent whatever the time. */
const AT_LEAST: Readonly<Record<SampleKind, number>> = { first: 1, repeat: 5, size: 2, variant: 5, error: 6 }
const ERRORS = 8
/** Time for each stage of one endpoint; together they stay under two seconds where the service answers fast. */
const STAGE_MS = { repeat: 600, size: 500, variant: 300, error: 250 }
/** What takes longer at first is left alone. */
const TIMEOUT_MS = 8000
/** An endpoint that answered before hangs when it takes so much longer, but so long at least; slow ones get twice their time at most. */
const HANGS = { factor: 20, leastMs: 800, mostMs: 2500, slowFactor: 2 }
/** Slower endpoints are asked a few times only: what is slow shows at once, and connections that are not given back show in five requests of a kind. */
const SLOW_MS = 200
const AT_LEAST_OF_SLOW: Readonly<Record<SampleKind, number>> = { first: 1, repeat: 4, size: 2, variant: 2, error: 5 }
/** Three requests tell that an endpoint is always so slow. */
const SLOWEST_MS = 1000
const AT_LEAST_OF_SLOWEST: typeof AT_LEAST = { first: 1, repeat: 2, size: 1, variant: 1, error: 5 }

/** Drives one endpoint, alone, and counts after each request what the database did for it. */
export class EndpointDriver {
  private readonly options: DriveOptions
  private last: StatementSnapshot = new Map()
  private samples: Sample[] = []
  private timeoutMs = TIMEOUT_MS
  private atLeast = AT_LEAST

  constructor(options: DriveOptions) {
    this.options = options
  }

  async drive(request: DrivenRequest, variants: readonly DrivenRequest[], isRead: boolean): Promise<Drive> {
    const started = performance.now()
    this.samples = []
    this.timeoutMs = TIMEOUT_MS
    this.atLeast = AT_LEAST
    const before = await this.options.readBackends()
    const opening = await this.snapshot()
    this.last = opening
    const first = await this.observe(request, 'first')
    let sizeName = ''
    if (isWell(first)) {
      this.timeoutMs = patienceAfter(first.ms)
      this.atLeast = first.ms > SLOWEST_MS ? AT_LEAST_OF_SLOWEST : first.ms > SLOW_MS ? AT_LEAST_OF_SLOW : AT_LEAST
      const stillAnswers = await this.repeat(request, 'repeat', isRead ? REPEATS : 2, STAGE_MS.repeat)
      if (isRead && stillAnswers) {
        sizeName = await this.grow(request, itemsIn(jsonIn(first)).length)
        await this.each(variants, 'variant', STAGE_MS.variant)
        await this.repeat(missing(request), 'error', ERRORS, STAGE_MS.error)
      }
    }
    const after = await this.settled()
    const closing = await this.snapshot()
    return {
      request,
      before,
      samples: this.samples,
      whole: difference(opening, closing),
      sizeName,
      after,
      durationMs: performance.now() - started,
      ids: idsIn(first),
    }
  }

  private async snapshot(): Promise<StatementSnapshot> {
    return (await this.options.statements?.snapshot()) ?? new Map()
  }

  private async observe(request: DrivenRequest, kind: SampleKind, size = 0): Promise<Answer> {
    const { requester, readBackends } = this.options
    const answer = await requester.send(request, this.timeoutMs)
    const now = await this.snapshot()
    const backends = await readBackends()
    const statements = difference(this.last, now)
    this.last = now
    this.samples.push({
      kind,
      status: answer.status,
      ms: answer.ms,
      items: itemsIn(jsonIn(answer)).length,
      bytes: answer.bytes,
      size,
      statements,
      backends,
    })
    return answer
  }

  private async repeat(request: DrivenRequest | null, kind: SampleKind, times: number, budgetMs: number): Promise<boolean> {
    if (request === null) return true
    return await this.each(
      Array.from({ length: times }, () => request),
      kind,
      budgetMs,
    )
  }

  /** Stops when the time is over, or the service no longer answers: then false. */
  private async each(requests: readonly DrivenRequest[], kind: SampleKind, budgetMs: number): Promise<boolean> {
    const started = performance.now()
    let silent = 0
    for (const [index, request] of requests.entries()) {
      if (this.options.signal.aborted) return false
      if (index >= this.atLeast[kind] && performance.now() - started > budgetMs) return true
      const { status } = await this.observe(request, kind)
      silent = status === 0 ? silent + 1 : 0
      if (silent >= 2) return false
    }
    return true
  }

  /** Asks for pages of several sizes; the name of the parameter that the service heeds, or nothing. */
  private async grow(request: DrivenRequest, items: number): Promise<string> {
    if (items < 2 && request.queryNames.length === 0) return ''
    const started = performance.now()
    for (const name of sizeNames(request)) {
      const small = await this.observe(withQuery(request, { [name]: '1' }), 'size', 1)
      if (!isWell(small) || itemsIn(jsonIn(small)).length !== 1 || items === 1) continue
      for (const size of SIZES.slice(1)) {
        if (this.options.signal.aborted || (size !== SIZES[1] && performance.now() - started > STAGE_MS.size)) return name
        if (!isWell(await this.observe(withQuery(request, { [name]: String(size) }), 'size', size))) return name
      }
      return name
    }
    return ''
  }

  /** Sessions once the service has come to rest: what is still open a second later is kept. */
  private async settled(): Promise<readonly Backend[]> {
    await sleep(this.options.settleMs)
    let backends = await this.options.readBackends()
    for (let waited = 0; waited < 1000 && backends.some(isIdleInTransaction); waited += 250) {
      await sleep(250)
      backends = await this.options.readBackends()
    }
    return backends
  }
}

/** Milliseconds to wait for the answers that follow a first one; whole, as the client wants them. */
function patienceAfter(firstMs: number): number {
  const hangs = Math.min(HANGS.mostMs, Math.max(HANGS.leastMs, HANGS.factor * firstMs))
  return Math.round(Math.max(hangs, HANGS.slowFactor * firstMs))
}

export function isWell({ status }: { readonly status: number }): boolean {
  return status >= 200 && status < 300
}

/** The same request for a thing that is not there: how the service treats its connection when it fails. Null when the path names no thing. */
export function missing(request: DrivenRequest): DrivenRequest | null {
  const segments = request.path.split('/')
  const at = request.template.split('/').findLastIndex((segment) => segment.startsWith('{'))
  if (at < 0 || segments[at] === undefined) return null
  const id = segments[at]
  segments[at] = /^\d+$/.test(id) ? '2147480000' : id.replaceAll(/[0-9a-f]/gi, '0')
  return { ...request, path: segments.join('/') }
}

function idsIn(answer: Answer): readonly string[] {
  return itemsIn(jsonIn(answer)).flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const id = 'id' in item ? item.id : '_id' in item ? item._id : 'uuid' in item ? item.uuid : undefined
    return typeof id === 'string' || typeof id === 'number' ? [String(id)] : []
  })
}
