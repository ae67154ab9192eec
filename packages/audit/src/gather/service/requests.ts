import type { SendOptions } from './client.ts'
import { isFile } from './files.ts'
import type { FreshDays, Operation } from './operations.ts'
import { cookiesIn } from './session.ts'
import type { Values } from './values.ts'

/** Values of one request to an operation, before they become a path, a query and a body. */
export interface Draft {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** Fields of the body; null when there is none. */
  readonly body: Readonly<Record<string, unknown>> | null
  /** Fields that a page gave to be sent back as they are: a token against forged requests. */
  readonly carried?: Readonly<Record<string, string>>
}

/** A place in a request where a value goes; inside the objects of a body it is named by its path: `data.attributes.title`, `lines.0.quantity`. */
export interface Place {
  readonly in: 'path' | 'query' | 'body' | 'header' | 'cookie'
  readonly name: string
}

type Fields = Readonly<Record<string, unknown>>
/** Objects inside of objects whose fields are places of their own. */
const DEEPEST = 3

export function describePlace(place: Place): string {
  return `${place.in} ${place.name}`
}

/** A valid draft: required parameters, and optional ones of the query where `withOptional` asks for them. */
export function draftOf(
  operation: Operation,
  values: Values,
  ids: Readonly<Record<string, string>>,
  known: Readonly<Record<string, unknown>>,
): Draft {
  const path: Record<string, string> = {}
  const query: Record<string, string> = {}
  const headers: Record<string, string> = {}
  for (const parameter of operation.parameters) {
    const value = (): string => textValue(values.of(parameter.name, parameter.schema))
    if (parameter.in === 'path') path[parameter.name] = ids[parameter.name] ?? unnamed(value(), operation.method)
    else if (parameter.in === 'query' && parameter.isRequired) query[parameter.name] = textValue(known[parameter.name] ?? value())
    else if (parameter.in === 'header' && parameter.isRequired && parameter.name.toLowerCase() !== 'authorization')
      headers[parameter.name] = value()
    else if (parameter.in === 'cookie' && parameter.isRequired) headers.cookie = `${parameter.name}=${value()}`
  }
  return { operation, path, query, headers, body: operation.body === null ? null : values.body(operation.body, known) }
}

/** The number of nothing. */
export const NOBODY = '987654321'

/** An id of the same kind that nothing has. */
export function unknownLike(id: string): string {
  return /^\d+$/.test(id) ? NOBODY : id.replace(/[0-9a-z]/gi, '0')
}

/** The request for nothing in place of what a parameter of the path names. */
export function withUnknownId(draft: Draft, parameter: string): Draft {
  return withValue(draft, { in: 'path', name: parameter }, unknownLike(draft.path[parameter] ?? ''))
}

/** A value for what no id is known of: a number that is guessed may be anybody's, and is never written to. */
function unnamed(value: string, method: string): string {
  return method !== 'GET' && /^\d{1,6}$/.test(value) ? NOBODY : value
}

/** The draft as a request. */
export function requestOf(draft: Draft): SendOptions {
  const { operation } = draft
  const body = draft.body === null || operation.freshDays == null ? draft.body : onFreshDays(draft.body, operation.freshDays)
  const path = operation.path.replace(/\{([^}/]+)\}/g, (_whole, name: string) => encoded(draft.path[name] ?? '1'))
  const query = Object.entries(draft.query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  const payload = body === null ? null : encodeBody(operation.body?.contentType ?? 'application/json', { ...draft.carried, ...body })
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: { ...draft.headers, ...(payload === null ? {} : { 'content-type': payload.contentType }) },
    ...(payload === null ? {} : { body: payload.body }),
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/
/** Days between what is asked for next: a range may take several. */
const STEP = 3

/** Whether a body names days. */
export const namesDays = (body: Draft['body']): boolean =>
  Object.values(body ?? {}).some((value) => typeof value === 'string' && DAY.test(value))

/** The body on days that nobody has asked for: what was taken once is taken. */
function onFreshDays(body: NonNullable<Draft['body']>, days: FreshDays): NonNullable<Draft['body']> {
  days.asked += 1
  const later = (value: unknown): unknown => {
    if (typeof value !== 'string' || !DAY.test(value)) return value
    const moved = new Date(Date.parse(`${value.slice(0, 10)}T00:00:00Z`) + days.asked * STEP * 86_400_000)
    return Number.isNaN(moved.getTime()) ? value : moved.toISOString().slice(0, 10) + value.slice(10)
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, later(value)]))
}

/** The draft with one value in another's place. */
export function withValue(draft: Draft, place: Place, value: unknown): Draft {
  switch (place.in) {
    case 'path':
      return { ...draft, path: { ...draft.path, [place.name]: textValue(value) } }
    case 'query':
      return { ...draft, query: { ...draft.query, [place.name]: textValue(value) } }
    case 'header':
      return { ...draft, headers: { ...draft.headers, [place.name]: textValue(value) } }
    case 'cookie':
      return { ...draft, headers: { ...draft.headers, cookie: `${place.name}=${cookieValue(textValue(value))}` } }
    case 'body':
      return { ...draft, body: placed(draft.body ?? {}, place.name, value) }
  }
}

/** Values of a body that are no objects, by the names of their places; of a list of objects those of its first: `lines.0.quantity`. */
export function leavesOf(body: Fields | null, depth = 0): readonly (readonly [string, unknown])[] {
  return Object.entries(body ?? {}).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    const [prefix, inner] = Array.isArray(value) ? [`${name}.0`, value[0]] : [name, value]
    return isObject(inner) && depth < DEEPEST
      ? leavesOf(inner, depth + 1).map(([own, leaf]) => [`${prefix}.${own}`, leaf] as const)
      : [[name, value]]
  })
}

/** The body with further fields beside its own: inside of what wraps all of them, where one object does. */
export function withFields(body: Fields | null, fields: Fields): Fields {
  const [only, ...others] = Object.entries(body ?? {})
  if (only === undefined || others.length > 0 || !isObject(only[1])) return { ...body, ...fields }
  return { [only[0]]: withFields(only[1], fields) }
}

/** The body with a value at a place, which may be inside of its objects and lists. */
export function placed(body: Fields, name: string, value: unknown): Fields {
  const at = name.indexOf('.')
  const child = at < 0 || name in body ? undefined : body[name.slice(0, at)]
  const rest = name.slice(at + 1)
  if (isObject(child)) return { ...body, [name.slice(0, at)]: placed(child, rest, value) }
  const [first, ...others] = Array.isArray(child) ? child : []
  return rest.startsWith('0.') && isObject(first)
    ? { ...body, [name.slice(0, at)]: [placed(first, rest.slice(2), value), ...others] }
    : { ...body, [name]: value }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isFile(value)
}

/** Whether a field of a body takes any words, by its name. */
export function isFreeText(name: string): boolean {
  return !/mail|pass|url|date|status|type|role|_?id$|currency|phone/i.test(name)
}

export function valueAt(draft: Draft, place: Place): unknown {
  if (place.in === 'path') return draft.path[place.name]
  if (place.in === 'query') return draft.query[place.name]
  if (place.in === 'header') return draft.headers[place.name]
  if (place.in === 'cookie') return cookiesIn(draft.headers.cookie ?? '')[place.name]
  return leavesOf(draft.body).find(([name]) => name === place.name)?.[1] ?? draft.body?.[place.name]
}

/** A value as a cookie may hold it. */
function cookieValue(text: string): string {
  return /^[\w!#$%&'()*+./:<=>?@[\]^`{|}~-]*$/.test(text) ? text : encoded(text)
}

const BOUNDARY = 'assay-boundary-7d93'

export function encodeBody(
  contentType: string,
  body: Readonly<Record<string, unknown>>,
): { readonly contentType: string; readonly body: string | Uint8Array } {
  if (/urlencoded/i.test(contentType)) {
    return {
      contentType: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(Object.entries(body).flatMap(([name, value]) => formPairs(name, value))).toString(),
    }
  }
  if (/multipart/i.test(contentType)) return multipart(body)
  return { contentType: 'application/json', body: JSON.stringify(body) }
}

/** Parts of a form with files; as text where there is no file among them. */
function multipart(body: Readonly<Record<string, unknown>>): ReturnType<typeof encodeBody> {
  const parts = Object.entries(body).map(([name, value]) => {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`
    return isFile(value)
      ? Buffer.concat([
          Buffer.from(`${head}; filename="${value.filename}"\r\nContent-Type: ${value.contentType}\r\n\r\n`),
          value.content,
          Buffer.from('\r\n'),
        ])
      : Buffer.from(`${head}\r\n\r\n${textValue(value)}\r\n`)
  })
  const whole = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Object.values(body).some(isFile) ? whole : whole.toString(),
  }
}

/** Pairs of a form: objects and lists in brackets, as most parsers of forms read them. */
function formPairs(name: string, value: unknown, depth = 0): [string, string][] {
  if (typeof value !== 'object' || value === null || depth > 3) return [[name, textValue(value)]]
  if (Array.isArray(value)) return value.flatMap((entry) => formPairs(name, entry, depth + 1))
  return Object.entries(value).flatMap(([key, child]) => formPairs(`${name}[${key}]`, child, depth + 1))
}

export function textValue(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Half a surrogate pair has no encoding: it becomes the replacement character. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
