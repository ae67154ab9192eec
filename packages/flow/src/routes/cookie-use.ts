import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { viewOf } from './function-view.ts'
import { dictEntries } from './handler-values.ts'
import { type Reader, type SeenCall, slotText } from './reader.ts'

/** Whether browsers send credentials to the service on their own, so that forged requests matter. */
export interface CookieUse {
  readonly authenticates: boolean
  /** Whether every such cookie is kept from requests of other sites that change something, by `SameSite` (RFC 6265bis, 5.2). */
  readonly isSameSite: boolean
}

const SESSION_CALLS =
  /^(?:express-session|cookie-session|koa-session|@fastify\/(?:session|secure-session|cookie)|iron-session(?:\.\w+)?|flask_login\.login_user|flask_login\.LoginManager|flask_session\.Session|django\.contrib\.auth\.login|starlette\.middleware\.sessions\.SessionMiddleware|next-auth(?:\/\w+)?(?:\.\w+)?|lucia\.\w+|fastapi\.security\.APIKeyCookie|flask_jwt_extended\.set_access_cookies)$/
const CREDENTIAL_COOKIE = /token|session|jwt|auth|sid\b|^sid$|user/i

/** What is kept for a browser that is nobody's credential: the way back from a provider, a flash, a language. */
const NO_CREDENTIAL = /attempt|state|nonce|pkce|verifier|flow|csrf|xsrf|flash|theme|lang|locale|consent|return/i

/** Names of what lets its bearer in. */
const PASS =
  /^(?:new_?|make_?|create_?|start_?|issue_?|sign_?)?(?:sid|session_?(?:id|key|token)|(?:access|refresh|auth|login|remember)_?token|jwt)$/i

/** `session.refresh`, `tokens.access`: of what was made for who signs in. */
const PART_OF_PASS = /(?:^|\.)(?:session|tokens?|(?:token_?)?pair|issued|credentials)\.(?:access|refresh)$/i

/** `response.set_cookie('corner', sid)`: whatever the cookie is called, its value is the name of a session. */
export function isPass(reader: Reader, scope: Scope, slot: Slot): boolean {
  const text = slotText(reader, scope, slot).replace(/\([^()]*\)$/, '')
  return PASS.test(text.slice(text.lastIndexOf('.') + 1)) || PART_OF_PASS.test(text)
}

/** Reads from the calls whether any cookie carries a session or a token. */
export function cookieUse(reader: Reader): CookieUse {
  const carriers = reader.calls.filter((call) => carriesCredential(reader, call))
  const isFlaskSession = writesFlaskSession(reader)
  return {
    authenticates: carriers.length > 0 || isFlaskSession,
    isSameSite: !isFlaskSession && carriers.length > 0 && carriers.every((call) => SAME_SITE.test(sameSiteOf(reader, call))),
  }
}

const SAME_SITE = /^(?:lax|strict|true)$/

/** What `SameSite` a call gives its cookie, in lower case: among its options, or those under `cookie`; empty where it is not told. */
function sameSiteOf(reader: Reader, call: SeenCall): string {
  const direct = optionText(reader, call, 'samesite')
  if (direct !== '') return direct
  for (const argument of call.call.args) {
    const cookie = dictEntries(call, argument.value).find(({ key }) => key === 'cookie')
    const options = cookie === undefined ? [] : dictEntries(cookie.scope, cookie.value)
    const written = options.findLast(({ key }) => key.toLowerCase() === 'samesite')
    const denoted = written === undefined ? undefined : reader.denoter.denote(written.scope, written.value)
    if (denoted?.kind === 'constant') return String(denoted.value).toLowerCase()
  }
  return ''
}

/** Whether a call makes browsers keep a session or a token of who is signed in. */
function carriesCredential(reader: Reader, call: SeenCall): boolean {
  if (SESSION_CALLS.test(call.name)) return true
  if (/^hono\/cookie\.set(?:Signed)?Cookie$/.test(call.name)) {
    const name = reader.denoter.argument(call, call.call, 1)
    const isCredential = name?.kind !== 'constant' || isCredentialCookie(reader, call, String(name.value))
    return isCredential && !isKeptApart(reader, call)
  }
  if (/^set_(?:secure|signed)_cookie$/.test(call.method) && signsOf(reader, call)) return true
  if (!/^(?:cookie|set_cookie|setCookie)$/.test(call.method) || call.call.receiver < 0) return false
  const first = call.call.args[0]
  const denoted = first === undefined ? undefined : reader.denoter.denote(call, first.value)
  return (
    denoted?.kind === 'constant' &&
    typeof denoted.value === 'string' &&
    (CREDENTIAL_COOKIE.test(denoted.value) ||
      (!NO_CREDENTIAL.test(denoted.value) && isPass(reader, call, call.call.args[1]?.value ?? -1))) &&
    !isKeptApart(reader, call)
  )
}

const HOLDS_PASS = /token|ticket|jwt|session|sign|\bsid\b/i

/** By its name, or by what it holds: `setCookie(c, 'corner', token)`. */
function isCredentialCookie(reader: Reader, call: SeenCall, name: string): boolean {
  if (NO_CREDENTIAL.test(name)) return false
  const value = call.call.args[2]?.value ?? -1
  return CREDENTIAL_COOKIE.test(name) || /refresh|login|remember/i.test(name) || HOLDS_PASS.test(slotText(reader, call, value))
}

/** Cookies that Tornado signs for who is signed in: those of a flash or a language have other names. */
function signsOf(reader: Reader, call: SeenCall): boolean {
  const name = reader.denoter.argument(call, call.call, 0, 'name')
  return name?.kind === 'constant' && CREDENTIAL_COOKIE.test(String(name.value)) && !NO_CREDENTIAL.test(String(name.value))
}

/** `sameSite: 'strict', path: '/session'`: no other site makes a browser send it, and most of this one never sees it. */
function isKeptApart(reader: Reader, call: SeenCall): boolean {
  return optionText(reader, call, 'samesite') === 'strict' && /^\/\w/.test(optionText(reader, call, 'path'))
}

/** What an option of a call is, in lower case; empty where it is no constant. */
function optionText(reader: Reader, call: SeenCall, key: string): string {
  const found = call.call.args.flatMap((argument): readonly (Denotation | undefined)[] => {
    if (argument.kind === 'named')
      return argument.name.toLowerCase().replace('_', '') === key ? [reader.denoter.denote(call, argument.value)] : []
    const written = dictEntries(call, argument.value).filter((entry) => entry.key.toLowerCase() === key)
    if (written.length > 0) return written.map((entry) => reader.denoter.denote(entry.scope, entry.value))
    const denoted = reader.denoter.denote(call, argument.value)
    return denoted.kind === 'dict' ? [...denoted.entries].flatMap(([name, value]) => (name.toLowerCase() === key ? [value] : [])) : []
  })
  const last = found.at(-1)
  return last?.kind === 'constant' ? String(last.value).toLowerCase() : ''
}

/** `session['user_id'] = user.id` of Flask. */
function writesFlaskSession(reader: Reader): boolean {
  for (const module of reader.program.modules) {
    if (!module.imports.some((one) => (one.from === 'flask' || one.from === 'quart') && (one.name === 'session' || one.name === null)))
      continue
    for (const fn of module.functions) {
      if (!viewOf(fn).operations.has('set-index')) continue
      for (const block of fn.blocks) {
        for (const instruction of block.instructions) {
          if (instruction.op !== 'set-index') continue
          const object = reader.denoter.denote({ module, function: fn }, instruction.object)
          if (object.kind === 'library' && /^(?:flask|quart)\.session$/.test(object.name)) return true
        }
      }
    }
  }
  return false
}
