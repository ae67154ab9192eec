import type { ServiceClient } from '../client.ts'
import { formsOf } from '../html-forms.ts'
import type { Operation } from '../operations.ts'
import { headerOf, isHtml, jsonOf, type Reply } from '../reply.ts'
import { cookieHeader, cookiesSetBy } from '../session.ts'

/** What a page gives to those who send its form back: cookies, hidden fields and a token against forged requests. */
export interface Page {
  readonly cookies: Readonly<Record<string, string>>
  readonly hidden: Readonly<Record<string, string>>
  /** Null when the page holds none. */
  readonly token: string | null
}

export const TOKEN_NAME = /csrf|xsrf|authenticity_token|__requestverificationtoken|^_token$|nonce/i
const TOKEN_HEADERS = ['x-csrf-token', 'x-csrftoken', 'x-xsrf-token'] as const
/** Where services give such a token to scripts. */
export const TOKEN_PATHS = ['/csrf-token', '/csrf', '/api/csrf-token', '/api/csrf', '/auth/csrf', '/sanctum/csrf-cookie', '/'] as const

/** Paths that may give such a token: those whose name says so among the operations, then the common ones. */
export function tokenPathsIn(operations: readonly Pick<Operation, 'method' | 'path'>[]): readonly string[] {
  const named = operations.filter(
    ({ method, path }) => method === 'GET' && !path.includes('{') && /[/_-](?:csrf|xsrf|antiforgery)/i.test(path),
  )
  return [...new Set([...named.map(({ path }) => path), ...TOKEN_PATHS])]
}

/** The first of some pages that gives a token; the first of all where none does. */
export async function findTokenPage(client: ServiceClient, paths: readonly string[]): Promise<string> {
  for (const path of paths) if ((await readPage(client, path)).token !== null) return path
  return paths[0] ?? '/'
}

/** Asks for a page as a browser does. */
export function askForPage(client: ServiceClient, path: string, cookies: Readonly<Record<string, string>>): Promise<Reply> {
  return client.send({
    method: 'GET',
    path,
    headers: {
      accept: 'text/html,application/json;q=0.9,*/*;q=0.8',
      ...(Object.keys(cookies).length === 0 ? {} : { cookie: cookieHeader(cookies) }),
    },
    mayFail: true,
  })
}

export async function readPage(client: ServiceClient, path: string, cookies: Readonly<Record<string, string>> = {}): Promise<Page> {
  return pageOf(await askForPage(client, path, cookies), cookies)
}

export function pageOf(reply: Reply, earlier: Readonly<Record<string, string>> = {}): Page {
  const cookies = { ...earlier, ...cookiesSetBy(reply) }
  const hidden = isHtml(reply) ? hiddenFields(reply.body) : {}
  const inForm = Object.entries(hidden).find(([name]) => TOKEN_NAME.test(name))?.[1]
  const inMeta = /<meta\s+name=["'](?:csrf|xsrf)-?token["']\s+content=["']([^"']{1,500})/i.exec(reply.body)?.[1]
  const inHeader = TOKEN_HEADERS.map((name) => headerOf(reply, name)).find((value) => value !== '')
  const inCookie = Object.entries(cookies).find(([name]) => TOKEN_NAME.test(name))?.[1]
  return { cookies, hidden, token: inForm ?? inMeta ?? tokenInJson(jsonOf(reply)) ?? inHeader ?? decoded(inCookie) }
}

/** Headers that carry the token of a page in all the spellings that services read. */
export function tokenHeaders(token: string | null): Readonly<Record<string, string>> {
  return token === null ? {} : Object.fromEntries(TOKEN_HEADERS.map((name) => [name, token]))
}

/** Whether the answer says that a token against forged requests is missing. */
export function wantsToken(reply: Reply): boolean {
  return [400, 401, 403, 419, 422].includes(reply.status) && /csrf|xsrf|forgery|authenticity.?token/i.test(reply.body.slice(0, 5000))
}

/** Whether the answer is a page that asks for a password: a login or a registration that was not taken. */
export function asksForPassword(reply: Reply): boolean {
  return isHtml(reply) && /<input[^>]+type\s*=\s*["']?password/i.test(reply.body)
}

/** A refusal in the words of an answer that has a status of success. */
export function saysNo(reply: Reply): boolean {
  const value = jsonOf(reply)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const node = value as Readonly<Record<string, unknown>>
  return (
    node.success === false ||
    node.ok === false ||
    (typeof node.status === 'string' && /^(?:error|fail(?:ed|ure)?)$/i.test(node.status)) ||
    (Object.keys(node).length <= 2 && typeof node.error === 'string' && node.error !== '')
  )
}

/** Hidden fields of the form that asks for a password, else of the first. */
function hiddenFields(html: string): Readonly<Record<string, string>> {
  const forms = formsOf(html)
  const form = forms.find(({ fields }) => fields.some(({ type }) => type === 'password')) ?? forms[0]
  return Object.fromEntries((form?.fields ?? []).filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]))
}

function tokenInJson(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null || depth > 2) return undefined
  for (const [name, child] of Object.entries(value))
    if (typeof child === 'string' && child.length >= 8 && TOKEN_NAME.test(name)) return child
  for (const child of Object.values(value)) {
    const inner = tokenInJson(child, depth + 1)
    if (inner !== undefined) return inner
  }
  return undefined
}

function decoded(value: string | undefined): string | null {
  if (value === undefined) return null
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
