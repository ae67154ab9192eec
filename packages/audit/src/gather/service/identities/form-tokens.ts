import type { SendOptions, ServiceClient } from '../client.ts'
import { formsOf } from '../html-forms.ts'
import type { Operation } from '../operations.ts'
import { isHtml, type Reply } from '../reply.ts'
import { cookieHeader, cookiesIn, type Session } from '../session.ts'
import { fits, shape } from '../state.ts'
import { askForPage, pageOf, TOKEN_NAME, tokenHeaders, tokenPathsIn, wantsToken } from './page.ts'

/** Statuses of a form whose token is stale, where the page uses words of its own. */
const STALE = new Set([403, 419, 422])
const MULTIPART_FIELD = /name="([^"]{1,100})"\r\n\r\n([^\r\n]{1,2000})\r\n/g

/** Tokens against forged requests: those that a session lacks, and those that took the place of what a form was filled in with earlier. */
export class FormTokens {
  private readonly client: ServiceClient
  private readonly operations: readonly Operation[]
  /** What took the place of a token that was given before, by the token as it stands in a body. */
  private readonly successors = new Map<string, string>()
  private readonly without = new Set<string>()
  /** Refusals that another token did not mend: they are about who asks. */
  private readonly meant = new Set<string>()

  constructor(client: ServiceClient, operations: readonly Operation[]) {
    this.client = client
    this.operations = operations
  }

  /** The request with the newest tokens in place of those that it was made with. */
  current(request: SendOptions): SendOptions {
    let body = textOf(request.body)
    if (body === null || this.successors.size === 0) return request
    for (const { value } of tokensIn(body)) {
      const fresh = this.newest(value)
      if (fresh !== value) body = body.replaceAll(value, fresh)
    }
    return withBody(request, body)
  }

  /** Whether an answer may be about a token that is missing or stale. */
  isWanted(session: Session, request: SendOptions, reply: Reply): boolean {
    if (request.method === 'GET') return false
    if (wantsToken(reply)) return true
    const body = textOf(request.body)
    return STALE.has(reply.status) && body !== null && tokensIn(body).length > 0 && !this.meant.has(keyOf(session, request, reply))
  }

  /** Fetches a token for a session of cookies, or the successors of those in a request; false when the service gives none. */
  async bring(session: Session, request: SendOptions, loginPath: string | undefined): Promise<boolean> {
    const cookies = cookiesIn(session.headers.cookie ?? '')
    if (Object.keys(cookies).length === 0) return false
    const carried = tokensIn(textOf(request.body) ?? '')
    if (carried.length === 0 && this.without.has(session.name)) return false
    const given = carried.length === 0 && session.loginReply !== null ? pageOf(session.loginReply).token : null
    if (given !== null && !Object.values(tokenHeaders(given)).every((value) => Object.values(session.headers).includes(value))) {
      this.client.masking.add(given, '$CSRF_TOKEN')
      session.headers = { ...session.headers, ...tokenHeaders(given) }
      return true
    }
    const path = request.path.split('?')[0] ?? request.path
    for (const place of new Set([...(carried.length === 0 ? [] : this.pagesOf(path)), loginPath, ...tokenPathsIn(this.operations)])) {
      if (place === undefined) continue
      const reply = await askForPage(this.client, place, cookies)
      const page = pageOf(reply, cookies)
      const shown = isHtml(reply) ? tokenFields(reply.body, path, place) : new Map<string, string>()
      if (page.token === null && shown.size === 0) continue
      const token = page.token ?? [...shown.values()][0] ?? ''
      this.client.masking.add(token, '$CSRF_TOKEN')
      for (const { name, value } of carried) this.replace(value, shown.get(name) ?? token)
      session.headers = {
        ...session.headers,
        cookie: cookieHeader(page.cookies),
        ...(carried.length === 0 ? tokenHeaders(token) : {}),
      }
      return true
    }
    this.without.add(session.name)
    return false
  }

  /** What another token did not mend is not asked again. */
  noteVain(session: Session, request: SendOptions, reply: Reply): void {
    if (STALE.has(reply.status) && !wantsToken(reply)) this.meant.add(keyOf(session, request, reply))
  }

  private replace(value: string, fresh: string): void {
    const encoded = encodeURIComponent(fresh)
    if (value !== fresh && value !== encoded) this.successors.set(value, value.includes('%') ? encoded : fresh)
  }

  private newest(value: string): string {
    let newest = value
    for (let step = 0; step < 50; step += 1) {
      const next = this.successors.get(newest)
      if (next === undefined || next === value) break
      newest = next
    }
    return newest
  }

  /** Pages that may hold the form of a path: the one it was seen on, and the path itself. */
  private pagesOf(path: string): readonly string[] {
    const seen = this.operations.find(({ method, page, path: own }) => method === 'POST' && page !== null && fits(shape(own), path))?.page
    return [...(seen == null ? [] : [seen]), path]
  }
}

interface TokenField {
  readonly name: string
  /** As it stands in the body. */
  readonly value: string
}

function tokensIn(body: string): readonly TokenField[] {
  if (body.startsWith('--'))
    return [...body.matchAll(MULTIPART_FIELD)].flatMap(([, name = '', value = '']) => (isToken(name, value) ? [{ name, value }] : []))
  if (!body.includes('=') || /^\s*[[{<]/.test(body)) return []
  return body.split('&').flatMap((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return isToken(name, value) ? [{ name, value }] : []
  })
}

/** A short value in such a field is one that a probe put there. */
function isToken(name: string, value: string): boolean {
  return value.length >= 16 && (TOKEN_NAME.test(name) || /^_?token$/i.test(name))
}

/** Tokens that a page gives for a path: in the form that sends to it, else in the first that has one. */
function tokenFields(html: string, path: string, page: string): ReadonlyMap<string, string> {
  const forms = formsOf(html).map((form) => ({
    target: new URL(form.action === '' ? page : form.action, new URL(page, 'http://page.invalid')).pathname,
    tokens: new Map(form.fields.filter(({ name, value }) => isToken(name, value)).map(({ name, value }) => [name, value])),
  }))
  const having = forms.filter(({ tokens }) => tokens.size > 0)
  return (having.find(({ target }) => target === path) ?? having[0])?.tokens ?? new Map()
}

function textOf(body: SendOptions['body']): string | null {
  if (body === undefined) return null
  return typeof body === 'string' ? body : Buffer.from(body).toString('latin1')
}

function withBody(request: SendOptions, body: string): SendOptions {
  return { ...request, body: typeof request.body === 'string' ? body : Buffer.from(body, 'latin1') }
}

function keyOf(session: Session, request: SendOptions, reply: Reply): string {
  return `${session.name} ${reply.status} ${request.method} ${request.path.split('?')[0] ?? ''}`
}
