import { setTimeout as sleep } from 'node:timers/promises'
import type { InvalidationFact } from '../../model/facts/cache.ts'
import { isWell } from '../database/drive/drive-endpoint.ts'
import { type DrivenRequest, withQuery } from '../database/driven-request.ts'
import { type Answer, jsonIn, type Requester } from '../database/requester.ts'
import { namedBy } from './other-paths.ts'

const STALE_LOOK_MS = 6000
const POLL_MS = 60

export interface ReadAndWrite {
  readonly read: DrivenRequest
  readonly write: DrivenRequest
}

interface Tools {
  readonly requester: Requester
  readonly signal: AbortSignal
}

/** A read of what a write changes: under the same path or one above it, or of the same collection by another name for the same thing; null where none is known. */
export async function readAndWrite(
  request: DrivenRequest,
  writes: readonly DrivenRequest[],
  { requester }: Tools,
): Promise<ReadAndWrite | null> {
  const changes = writes.filter(({ method }) => method === 'PUT' || method === 'PATCH')
  const same = changes.find(({ template, path }) => template === request.template && path === request.path)
  if (same !== undefined) return { read: request, write: same }
  const below = changes.find(({ template }) => template === request.template || template.startsWith(`${request.template}/`))
  if (below !== undefined && request.template.includes('{')) {
    const depth = request.template.split('/').length
    return { read: { ...request, path: below.path.split('/').slice(0, depth).join('/') }, write: below }
  }
  for (const write of changes.filter(({ template }) => collectionOf(template) === collectionOf(request.template))) {
    const read = await readOf(request, write, requester)
    if (read !== null) return { read, write }
  }
  return null
}

/** `authors` of `/admin/authors/{id}`; a value of its own where nothing is named. */
function collectionOf(template: string): string {
  return /\/([^/{}]+)\/\{[^}]+\}\/?$/.exec(template)?.[1] ?? template
}

/** The read whose answer tells the id that the write names: by a number in its path that is the same, or as it stands. */
async function readOf(request: DrivenRequest, write: DrivenRequest, requester: Requester): Promise<DrivenRequest | null> {
  const id = namedBy(write)
  const named = namedBy(request)
  if (id === null || named === null) return null
  const paths = [request.path.replace(/\d+(?=[^/\d]*$)/, id), request.path, ...(request.otherPaths ?? [])]
  for (const path of new Set(paths)) {
    const read = { ...request, path }
    const told = jsonIn(await requester.send(read))
    if (typeof told === 'object' && told !== null && 'id' in told && String(told.id) === id) return read
  }
  return null
}

/** Changes what a cached endpoint shows and reads until it shows the change; a text tells why that could not be seen. */
export async function tryInvalidation(
  { read, write }: ReadAndWrite,
  tools: Tools,
): Promise<Omit<InvalidationFact, 'ttlSeconds' | 'path' | 'method'> | string> {
  const { requester, signal } = tools
  const before = await requester.send(read)
  const fields = Object.entries(write.body ?? {}).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  const [name, value] = fields.find(([each]) => before.body.includes(`"${each}"`)) ?? []
  if (name === undefined)
    return fields.length === 0 ? 'the write takes no field that could be changed' : 'the answer shows no field of the write'
  const other = typeof value === 'number' ? value + 1373 : `${String(value).slice(0, 40)} ${Date.now().toString(36)}`
  if (before.body.includes(String(other))) return 'the answer held the new value before'
  const changed = await requester.send({ ...write, body: { ...write.body, [name]: other } })
  if (!isWell(changed)) return `the write was answered with ${changed.status}`
  const started = performance.now()
  let answer = await requester.send(read)
  while (!answer.body.includes(String(other)) && performance.now() - started < STALE_LOOK_MS && !signal.aborted) {
    await sleep(POLL_MS)
    answer = await requester.send(read)
  }
  const becameFresh = answer.body.includes(String(other))
  const staleMs = performance.now() - started
  const isTaken = becameFresh || (await tookEffect(read, changed, String(other), requester))
  await requester.send(write)
  if (!isTaken) return 'the change was not seen anywhere'
  const maxAge = /max-age=(\d+)/.exec(answer.headers['cache-control'] ?? '')?.[1]
  return {
    read: read.endpoint,
    write: write.endpoint,
    staleMs: Math.round(staleMs),
    becameFresh,
    declaredMaxAgeSeconds: maxAge === undefined ? null : Number(maxAge),
  }
}

/** The old value is told long after the write was taken: its answer, or another key of the same thing, shows that there is a new one. */
async function tookEffect(read: DrivenRequest, changed: Answer, value: string, requester: Requester): Promise<boolean> {
  if (changed.body.includes(value)) return true
  const answer = await requester.send(withQuery(read, { assay: Date.now().toString(36) }))
  return isWell(answer) && answer.body.includes(value)
}
