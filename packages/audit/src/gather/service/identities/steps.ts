import type { DeclaredStep } from '../../../model/user-configuration.ts'
import type { ServiceClient } from '../client.ts'
import { headerOf, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { cookieHeader, cookiesSetBy } from '../session.ts'
import { pageOf } from './page.ts'

/** What declared steps came to: the last answer, the cookies of all, and the values that were saved. */
export interface StepsResult {
  readonly isDone: boolean
  readonly last: Reply | null
  readonly cookies: Readonly<Record<string, string>>
  readonly saved: ReadonlyMap<string, string>
}

/** Sends declared steps in order, with the cookies and saved values of those before; the first that is refused ends it. */
export async function runSteps(
  steps: readonly DeclaredStep[],
  client: ServiceClient,
  identity: string,
  onStep: (text: string) => void,
): Promise<StepsResult> {
  const saved = new Map<string, string>()
  let cookies: Record<string, string> = {}
  let last: Reply | null = null
  for (const step of steps) {
    const request = requestOf(step, saved, cookies)
    last = await client.send({ ...request, identity, mayFail: true })
    cookies = { ...cookies, ...cookiesSetBy(last) }
    const name = `${step.method} ${step.path}`
    const isFine = step.expect === undefined ? isSuccess(last) || (last.status >= 300 && last.status < 400) : step.expect === last.status
    if (!isFine) {
      const said = client.masking.body(last.body).replaceAll(/\s+/g, ' ').slice(0, 160)
      onStep(`${name}: refused with ${last.status || last.error}${said === '' ? '' : `: ${said}`}`)
      return { isDone: false, last, cookies, saved }
    }
    const missing = save(step, last, saved, client)
    if (missing !== null) {
      onStep(`${name}: ${last.status}, but the answer holds no ${missing}`)
      return { isDone: false, last, cookies, saved }
    }
    const names = Object.keys(step.save ?? {})
    onStep(`${name}: ${last.status}${names.length === 0 ? '' : `, saved ${names.join(', ')}`}`)
  }
  return { isDone: true, last, cookies, saved }
}

/** A text with `{{name}}` replaced by what was saved under it; an unknown name stays. */
export function withSaved(text: string, saved: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => saved.get(name) ?? whole)
}

function requestOf(step: DeclaredStep, saved: ReadonlyMap<string, string>, cookies: Readonly<Record<string, string>>) {
  const headers = Object.fromEntries(Object.entries(step.headers ?? {}).map(([name, value]) => [name, withSaved(value, saved)]))
  const encoded =
    step.body === undefined
      ? null
      : encodeBody(
          step.encoding === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
          filled(step.body, saved) as Readonly<Record<string, unknown>>,
        )
  return {
    method: step.method,
    path: withSaved(step.path, saved),
    headers: {
      ...(encoded === null ? {} : { 'content-type': encoded.contentType }),
      ...(Object.keys(cookies).length === 0 ? {} : { cookie: cookieHeader(cookies) }),
      ...headers,
    },
    body: encoded?.body,
  }
}

function filled(value: unknown, saved: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return withSaved(value, saved)
  if (Array.isArray(value)) return value.map((entry) => filled(entry, saved))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, filled(child, saved)]))
}

/** Keeps what a step asks for; the place that the answer does not have, else null. */
function save(step: DeclaredStep, reply: Reply, saved: Map<string, string>, client: ServiceClient): string | null {
  for (const [name, place] of Object.entries(step.save ?? {})) {
    const value = valueAt(reply, place)
    if (value === null) return place
    saved.set(name, value)
    client.masking.add(value, `$${name.toUpperCase()}`)
  }
  return null
}

/** `header X-Token`, `cookie sid`, `form csrf` (a hidden field), or a dotted place in the JSON body. */
function valueAt(reply: Reply, place: string): string | null {
  const [, kind, name = ''] = /^(header|cookie|form)\s+(\S+)$/.exec(place) ?? []
  if (kind === 'header') return headerOf(reply, name) || null
  if (kind === 'cookie') return cookiesSetBy(reply)[name] ?? null
  if (kind === 'form') return pageOf(reply).hidden[name] ?? null
  let value: unknown = jsonOf(reply)
  for (const part of place.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
