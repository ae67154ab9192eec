import { LoadError } from '../errors.ts'
import type { LoadScenario } from '../generator/load-options.ts'
import type { LoadRequest } from '../http/request-template.ts'

/** What a browser sets for its own connection, or what belongs to one answer only. */
const LEFT_OUT = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'accept-encoding',
  'if-none-match',
  'if-modified-since',
])
/** A pause longer than this was somebody who left the desk. */
const LONGEST_PAUSE_MS = 30_000
const MAX_ENTRIES = 5000

export interface HarScenario {
  readonly scenario: LoadScenario
  /** Recorded requests that go elsewhere; they are not sent. */
  readonly elsewhere: number
}

/**
 * A recorded session (HTTP Archive 1.2, as browsers save it) as one user's way through the service: the requests to the host of `url`, in
 * the order they were made, with the pauses between them. An error status that was recorded is expected again. Throws LoadError('USAGE').
 */
export function harScenario(text: string, url: string, file: string): HarScenario {
  const entries = entriesOf(text, file)
  const { host } = new URL(url)
  const recorded = entries.map((entry, index) => recordedOf(entry, `${file}, entry ${index + 1}`)).toSorted((a, b) => a.startMs - b.startMs)
  const here = recorded.filter((each) => each.host === host)
  if (here.length === 0) {
    const others = [...new Set(recorded.map((each) => each.host))].slice(0, 5).join(', ')
    throw new LoadError('USAGE', `${file} holds no request to ${host}; it has ${others === '' ? 'none at all' : others}.`)
  }
  const requests = here.map(({ request, endMs }, index) => {
    const next = here[index + 1]
    const pause = next === undefined ? 0 : Math.min(LONGEST_PAUSE_MS, Math.max(0, next.startMs - endMs))
    return { ...request, thinkTimeMs: Math.round(pause) }
  })
  return { scenario: { name: file, requests }, elsewhere: recorded.length - here.length }
}

interface Recorded {
  readonly host: string
  readonly startMs: number
  readonly endMs: number
  readonly request: LoadRequest
}

type Data = Readonly<Record<string, unknown>>

function entriesOf(text: string, file: string): readonly unknown[] {
  let archive: unknown
  try {
    archive = JSON.parse(text)
  } catch (error) {
    throw new LoadError('USAGE', `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  const entries = dataOf(dataOf(archive)?.log)?.entries
  if (!Array.isArray(entries)) throw new LoadError('USAGE', `${file} is no HTTP archive: log.entries is missing.`)
  if (entries.length > MAX_ENTRIES) throw new LoadError('USAGE', `${file} holds ${entries.length} requests; ${MAX_ENTRIES} are the most.`)
  return entries
}

function recordedOf(entry: unknown, place: string): Recorded {
  const { request, response, startedDateTime, time } = dataOf(entry) ?? {}
  const asked = dataOf(request)
  const address = asked?.url
  if (asked === null || asked === undefined || typeof address !== 'string' || !URL.canParse(address))
    throw new LoadError('USAGE', `${place}: there is no request with an address.`)
  const url = new URL(address)
  const startMs = typeof startedDateTime === 'string' ? Date.parse(startedDateTime) : Number.NaN
  const begun = Number.isFinite(startMs) ? startMs : 0
  const status = dataOf(response)?.status
  const body = dataOf(asked.postData)?.text
  return {
    host: url.host,
    startMs: begun,
    endMs: begun + (typeof time === 'number' && time > 0 ? time : 0),
    request: {
      method: typeof asked.method === 'string' ? asked.method.toUpperCase() : 'GET',
      path: url.pathname + url.search,
      headers: headersOf(asked.headers),
      ...(typeof body === 'string' ? { body } : {}),
      ...(typeof status === 'number' && status >= 400 ? { expectedStatuses: [status] } : {}),
    },
  }
}

function headersOf(list: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const each of Array.isArray(list) ? list : []) {
    const { name, value } = dataOf(each) ?? {}
    if (typeof name !== 'string' || typeof value !== 'string' || name.startsWith(':') || LEFT_OUT.has(name.toLowerCase())) continue
    headers[name] = value
  }
  return headers
}

function dataOf(value: unknown): Data | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : null
}
