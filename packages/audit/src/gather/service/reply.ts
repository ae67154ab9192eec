import type { Exchange } from '../../model/evidence.ts'

/** A response as a probe sees it: whole and unmasked, never stored. Its record is `exchange`. */
export interface Reply {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly bytes: number
  readonly isTruncated: boolean
  readonly durationMs: number
  /** Empty when a response came. */
  readonly error: string
  readonly exchange: Exchange
}

/** Value of a header, several joined by comma; empty when absent. */
export function headerOf(reply: Pick<Reply, 'headers'>, name: string): string {
  const wanted = name.toLowerCase()
  return reply.headers
    .filter(([header]) => header.toLowerCase() === wanted)
    .map(([, value]) => value)
    .join(', ')
}

export function setCookiesOf(reply: Pick<Reply, 'headers'>): readonly string[] {
  return reply.headers.filter(([header]) => header.toLowerCase() === 'set-cookie').map(([, value]) => value)
}

/** The body as JSON, undefined when it is none. */
export function jsonOf(reply: Pick<Reply, 'body'>): unknown {
  const text = reply.body.trim()
  if (!/^[[{"\d-tfn]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isSuccess(reply: Pick<Reply, 'status'>): boolean {
  return reply.status >= 200 && reply.status < 300
}

export function isRedirect(reply: Pick<Reply, 'status'>): boolean {
  return [301, 302, 303, 307, 308].includes(reply.status)
}

/** Whether a redirect leads to where one signs in. */
export function leadsToLogin(reply: Pick<Reply, 'status' | 'headers'>): boolean {
  return reply.status >= 300 && reply.status < 400 && /log-?in|sign-?in/i.test(headerOf(reply, 'location'))
}

/** Whether a page asks for a password: to sign in, or to set the service up. */
export function asksForPassword(reply: Reply): boolean {
  return isHtml(reply) && /<input\b[^>]{0,300}\btype\s*=\s*["']?password\b/i.test(reply.body.slice(0, 1_000_000))
}

/** A form that was taken, as pages answer it: with a success, or by sending the browser on, though not to sign in. */
export function isTaken(reply: Reply): boolean {
  return (isSuccess(reply) && !showsErrors(reply)) || ((reply.status === 302 || reply.status === 303) && !leadsToLogin(reply))
}

/** Classes that frameworks and style sheets give to what is wrong with a form. */
const ERROR_CLASS =
  /class\s*=\s*["'][^"']*(?:\b(?:errorlist|invalid-feedback|is-invalid|field-?errors?|form-?errors?|has-error|error-message|alert-(?:danger|error)|flash-(?:danger|error)|(?:flash|message|notice|alert|toast) (?:danger|error)|errors?)\b)[^"']*["'][^>]*>\s*[^<\s]|aria-invalid\s*=\s*["']true/i

/** Whether a page tells that something was wrong with what was sent. */
export function showsErrors(reply: Reply): boolean {
  return isHtml(reply) && ERROR_CLASS.test(reply.body.slice(0, 200_000))
}

export function isRefusal(reply: Pick<Reply, 'status'>): boolean {
  return reply.status === 401 || reply.status === 403
}

/** Whether who understood a request said no to it: no limit, no failure, no question who asks. */
export function isDeclined(reply: Pick<Reply, 'status'>): boolean {
  return [400, 403, 404, 409, 410, 422].includes(reply.status)
}

export function isHtml(reply: Pick<Reply, 'headers'>): boolean {
  return /text\/html|application\/xhtml/i.test(headerOf(reply, 'content-type'))
}

const FILTER_PAGE = /cloudflare|akamai|incapsula|mod_security|request blocked|web application firewall|access denied by|captcha/i

/** What stood between the request and the handler, as a phrase; empty when nothing did. */
export function obstacleOf(reply: Reply): string {
  if (reply.status === 0) return reply.error === '' ? 'no response' : reply.error
  if (reply.status === 429) return 'the answer was 429'
  if (reply.status >= 500) return `the answer was ${reply.status}`
  if (reply.status >= 300 && reply.status < 400) return `the answer was a redirect (${reply.status})`
  if ((reply.status === 403 || reply.status === 406) && isHtml(reply) && FILTER_PAGE.test(reply.body)) return 'a filter page answered'
  return ''
}

const VOLATILE = [
  /<(?:input|meta)\b[^>]{0,300}(?:csrf|xsrf|authenticity_token|verificationtoken|name=["']?_?token\b)[^>]{0,2000}>/gi,
  /\bnonce\s*=\s*["'][^"']{8,100}["']/gi,
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /eyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /\b[0-9a-f]{16,}\b/gi,
  /\b(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])(?=[\w-]{0,200}[a-z])[\w-]{32,500}\b/g,
  /\b1[5-9]\d{8,11}(?:\.\d+)?\b/g,
  /"(?:id|_id|requestId|request_id|traceId|correlationId|timestamp|duration\w*|took|etag|iat|exp)"\s*:\s*(?:"[^"]*"|[\d.]+)/gi,
]

/** Body without what differs from one answer to the next: times, ids, tokens. */
export function normalised(body: string): string {
  let text = body
  for (const pattern of VOLATILE) text = text.replace(pattern, '~')
  return text
}

/** Whether two answers say the same: status and body after normalisation. */
export function isSame(a: Reply, b: Reply): boolean {
  return a.status === b.status && normalised(a.body) === normalised(b.body)
}
