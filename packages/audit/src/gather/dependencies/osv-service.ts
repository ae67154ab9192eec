import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AdvisoriesFact, PackageFact } from '../../model/facts/dependencies.ts'
import { Matcher } from './advisories.ts'
import { isRecord, listOf, recordOf, textOf } from './json-lines.ts'
import { parseRecord } from './osv-record.ts'
import { isComparable, publicVersion } from './versions.ts'

/** OSV's documented limit of a batch. */
const MAX_QUERIES = 1000
const MAX_PAGES = 20
const MAX_VULNERABILITIES = 20_000
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
const PARALLEL = 8

export interface AdvisoryServiceOptions {
  /** Base address, e.g. of a mirror: `/v1/querybatch` and `/v1/vulns/{id}` are added. */
  readonly baseUrl: string
  /** Folder that keeps records between runs; null keeps none. */
  readonly cacheDirectory: string | null
  readonly now: Date
  readonly requestTimeoutMs?: number
  readonly totalTimeoutMs?: number
  /** Tries of one request that failed for a passing reason. */
  readonly tries?: number
  /** Longest wait between two tries. */
  readonly maxWaitMs?: number
}

/** Asks a service with OSV's interface which advisories name the packages, and matches their records here. */
export async function askAdvisoryService(packages: readonly PackageFact[], options: AdvisoryServiceOptions): Promise<AdvisoriesFact> {
  const client = new ServiceClient(options)
  const matcher = new Matcher(packages)
  const source = options.baseUrl
  const today = options.now.toISOString().slice(0, 10)
  const asked = packages.filter(({ version, ecosystem }) => isComparable(version, ecosystem))
  let incomplete: string | null = null
  try {
    const found = await findIds(client, asked)
    incomplete = await addRecords(client, matcher, found)
  } catch (error) {
    incomplete = `the advisory service ${source} ${error instanceof Error ? error.message : String(error)}`
  }
  const result = matcher.result(source, incomplete)
  const ecosystems = [...new Set(asked.map(({ ecosystem }) => ecosystem))].sort()
  return {
    ...result,
    newest: today,
    // The service was asked about every package today: that no record came is an answer.
    ecosystems: ecosystems.map((ecosystem) => ({
      ecosystem,
      records: result.ecosystems.find((each) => each.ecosystem === ecosystem)?.records ?? 0,
      newest: today,
    })),
  }
}

/** Ids with the date of their last change, from all pages of all batches. */
async function findIds(client: ServiceClient, packages: readonly PackageFact[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  let queries = queriesOf(packages)
  for (let page = 0; queries.length > 0; page++) {
    if (page === MAX_PAGES) throw new Error(`has more than ${MAX_PAGES} pages for a package`)
    const next: Query[] = []
    for (let at = 0; at < queries.length; at += MAX_QUERIES) {
      const batch = queries.slice(at, at + MAX_QUERIES)
      const answer = recordOf(await client.post('/v1/querybatch', { queries: batch }))
      const results = answer.results
      if (!Array.isArray(results) || results.length !== batch.length) throw new Error('gave an answer that fits no question')
      for (const [index, result] of results.entries()) {
        const { vulns, next_page_token: token } = recordOf(result)
        for (const vulnerability of listOf(vulns).filter(isRecord)) found.set(textOf(vulnerability.id), textOf(vulnerability.modified))
        const query = batch[index]
        if (typeof token === 'string' && token !== '' && query !== undefined) next.push({ ...query, page_token: token })
      }
      if (found.size > MAX_VULNERABILITIES) throw new Error(`names more than ${MAX_VULNERABILITIES} advisories`)
    }
    queries = next
  }
  found.delete('')
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

interface Query {
  readonly package: { readonly name: string; readonly ecosystem: string }
  readonly version: string
  readonly page_token?: string
}

function queriesOf(packages: readonly PackageFact[]): readonly Query[] {
  const queries = new Map<string, Query>()
  for (const { name, version, ecosystem } of packages) {
    const asked = publicVersion(version, ecosystem)
    queries.set(`${ecosystem}/${name}@${asked}`, { package: { name, ecosystem }, version: asked })
  }
  return [...queries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, query]) => query)
}

/** Fetches the records, a few at a time; the first failure ends it, and is told. */
async function addRecords(client: ServiceClient, matcher: Matcher, found: ReadonlyMap<string, string>): Promise<string | null> {
  const ids = [...found]
  let failed = 0
  let because = ''
  for (let at = 0; at < ids.length; at += PARALLEL) {
    const records = await Promise.all(
      ids.slice(at, at + PARALLEL).map(([id, modified]) => client.record(id, modified).catch((error: unknown) => ({ error }))),
    )
    for (const value of records) {
      const record = isRecord(value) && 'error' in value ? null : parseRecord(value)
      if (record === null) {
        failed += 1
        because ||= isRecord(value) && value.error instanceof Error ? value.error.message : 'no record'
      } else if (record !== 'withdrawn') matcher.add(record)
    }
    if (failed > PARALLEL) break
  }
  return failed === 0 ? null : `${failed} of ${ids.length} advisories could not be fetched: the service ${because}`
}

class ServiceClient {
  readonly #options: AdvisoryServiceOptions
  readonly #deadline: AbortSignal

  constructor(options: AdvisoryServiceOptions) {
    this.#options = options
    this.#deadline = AbortSignal.timeout(options.totalTimeoutMs ?? 120_000)
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.#ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }

  /** A record from the cache, where one of the same change lies, or from the service. */
  async record(id: string, modified: string): Promise<unknown> {
    const file = this.#cacheFile(id, modified)
    const cached = file === null ? null : readCached(file)
    if (cached !== null) return cached
    const value = await this.#ask(`/v1/vulns/${encodeURIComponent(id)}`, {})
    if (file !== null && parseRecord(value) !== null) writeCached(file, value)
    return value
  }

  /** An id that could name another file is not cached. */
  #cacheFile(id: string, modified: string): string | null {
    const { cacheDirectory } = this.#options
    if (cacheDirectory === null || modified === '' || !/^[A-Za-z0-9][\w-]{0,80}$/.test(id)) return null
    return join(cacheDirectory, 'advisories', `${id}@${modified.replaceAll(/[^\dTZ.-]/g, '').slice(0, 40)}.json`)
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    const { baseUrl, tries = 3, maxWaitMs = 5000 } = this.#options
    const address = `${baseUrl.replace(/\/+$/, '')}${path}`
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#once(address, init)
      if ('value' in outcome) return outcome.value
      if (!outcome.isPassing || attempt >= tries || this.#deadline.aborted) throw new Error(outcome.because)
      await sleep(Math.min(maxWaitMs, outcome.waitMs ?? 200 * 2 ** attempt))
    }
  }

  async #once(address: string, init: RequestInit): Promise<{ value: unknown } | { because: string; isPassing: boolean; waitMs?: number }> {
    const signal = AbortSignal.any([this.#deadline, AbortSignal.timeout(this.#options.requestTimeoutMs ?? 15_000)])
    try {
      const response = await fetch(address, { ...init, redirect: 'error', signal })
      if (!response.ok) {
        await response.body?.cancel()
        const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
        return {
          because: `answered ${response.status}`,
          isPassing: response.status === 429 || response.status >= 500,
          ...(Number.isFinite(seconds) && seconds >= 0 ? { waitMs: seconds * 1000 } : {}),
        }
      }
      return { value: JSON.parse(await boundedText(response)) }
    } catch (error) {
      if (error instanceof SyntaxError) return { because: 'gave an answer that is no JSON', isPassing: true }
      return { because: `did not answer (${reasonOf(error)})`, isPassing: true }
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name === 'TimeoutError' ? 'timeout' : error.message
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readCached(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return parseRecord(value) === null ? null : value
  } catch {
    return null
  }
}

/** A cache that cannot be written costs time, not the audit. */
function writeCached(file: string, value: unknown): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, JSON.stringify(value))
  } catch {}
}
