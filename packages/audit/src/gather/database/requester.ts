import { Agent } from 'undici'
import { type DrivenRequest, pathOf } from './driven-request.ts'

export interface Answer {
  /** 0 when none came. */
  readonly status: number
  readonly ms: number
  readonly body: string
  /** Of the body on the wire, of which only the first four megabytes are kept. */
  readonly bytes: number
  readonly headers: Readonly<Record<string, string>>
}

const BODY_CAP = 4_194_304
/** Loopback addresses that stand for other clients when a limiter refuses one. */
const ADDRESSES = 60

/** Sends driven requests and keeps nothing of them; one connection each unless asked for more. */
export class Requester {
  requests = 0
  private readonly base: URL
  private readonly timeoutMs: number
  private readonly agents = new Map<number, Agent>()
  private address = 1

  constructor(baseUrl: string, timeoutMs = 5000) {
    this.base = new URL(baseUrl)
    this.timeoutMs = timeoutMs
  }

  /** One request; a 429 is asked again from another address of the loopback net. */
  async send(request: DrivenRequest, timeoutMs = this.timeoutMs): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.exchange(request, timeoutMs)
      if (answer.status !== 429 || attempt >= 2 || !this.takeNextAddress()) return answer
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()))
  }

  private takeNextAddress(): boolean {
    if (!/^(?:127\.[\d.]+|localhost)$/.test(this.base.hostname) || this.address >= ADDRESSES) return false
    this.address += 1
    return true
  }

  private async exchange(request: DrivenRequest, timeoutMs: number): Promise<Answer> {
    this.requests += 1
    const started = performance.now()
    try {
      const response = await this.agent().request({
        origin: this.base.origin,
        path: `${this.base.pathname.replace(/\/$/, '')}${pathOf(request)}`,
        method: request.method as 'GET',
        headers: {
          accept: 'application/json, */*;q=0.8',
          'user-agent': 'assay',
          ...request.headers,
          ...(request.body === null ? {} : { 'content-type': request.contentType }),
        },
        signal: AbortSignal.timeout(timeoutMs),
        ...(request.body === null ? {} : { body: encoded(request) }),
      })
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of response.body) {
        bytes += (chunk as Buffer).length
        if (bytes <= BODY_CAP) chunks.push(chunk as Buffer)
      }
      const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
      return { status: response.statusCode, ms: performance.now() - started, body: Buffer.concat(chunks).toString('utf8'), bytes, headers }
    } catch {
      return { status: 0, ms: performance.now() - started, body: '', bytes: 0, headers: {} }
    }
  }

  private agent(): Agent {
    const known = this.agents.get(this.address)
    if (known !== undefined) return known
    const agent = new Agent({
      connections: 64,
      pipelining: 1,
      keepAliveTimeout: 4000,
      connect: { timeout: 4000, rejectUnauthorized: false },
      ...(this.address > 1 ? { localAddress: `127.0.0.${this.address}` } : {}),
    })
    this.agents.set(this.address, agent)
    return agent
  }
}

function encoded({ contentType, body }: DrivenRequest): string {
  if (!/urlencoded/i.test(contentType)) return JSON.stringify(body)
  return new URLSearchParams(Object.entries(body ?? {}).map(([name, value]): [string, string] => [name, String(value)])).toString()
}

/** The JSON of an answer; null when it is none. */
export function jsonIn({ body }: Answer): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
