import type { Scope } from '../engine/program.ts'
import { definitionBehind } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { hasListedHosts } from './django-configuration.ts'

/** Where links with secrets are made: a reset, an invitation, a confirmation. */
const SENDS_LINK = /forgot|reset|recover|invit|verif|confirm|activat|magic|unsubscribe|register|sign-?up/i
/** The address that the caller says the service has. */
const HOST =
  /\b(?:request\.(?:build_absolute_uri\(|get_host\(\)|host_url\b|url_root\b|base_url\b|host\b(?!name_)|headers(?:\.get\(|\[)\s*["']host["'])|(?:ctx|context)\.(?:request\.)?(?:host(?:name)?|origin|href)\b|req(?:uest)?\.(?:headers\.host\b|headers\[\s*["']host["']|hostname\b|get\(\s*["']host["']|header\(\s*["']host["'])|url_for\([^()]*_external\s*=\s*True)/gi
/** What makes a link worth stealing. */
const SECRET_PART = /token|code|reset|secret|otp|invite|confirm|verify|activat|key/i
const CHECKED = /TrustedHost|trusted_hosts|TRUSTED_HOSTS|SERVER_NAME|allowed_?hosts|hostAllow|HOST_ALLOW|\bincludes\([^)]*\bhost/i
const NEAR = 160

interface Spot {
  readonly scope: Scope
  readonly start: number
  readonly length: number
}

/** A link with a secret whose host the caller chose by the Host header: whoever asks for another's link is sent its secret. */
export function hostLinks(context: PatternContext): void {
  const { reader } = context
  const isRestricted =
    hasListedHosts(context) ||
    reader.program.modules.some(
      ({ file }) => reader.roleOf(file) !== 'test' && /TrustedHostMiddleware|\bSERVER_NAME\b|TRUSTED_HOSTS/.test(reader.textOf(file)),
    )
  if (isRestricted) return
  const seen = new Set<unknown>()
  for (const { fact, handler } of context.routes) {
    if (handler === null || seen.has(handler.function) || !SENDS_LINK.test(`${fact.path} ${fact.purpose}`)) continue
    seen.add(handler.function)
    const { start, end } = handler.function
    const text = reader.textOf(handler.module.file).slice(start, end)
    if (CHECKED.test(text)) continue
    for (const match of text.matchAll(HOST)) {
      const around = text.slice(Math.max(0, match.index - NEAR / 4), match.index + NEAR).replace(/\n\s*\n[\s\S]*/, '')
      const at = start + match.index
      const spot: Spot | null = SECRET_PART.test(around.replace(match[0], ''))
        ? { scope: handler, start: at, length: match[0].length }
        : linkBelow(context, handler, at, at + match[0].length)
      if (spot === null) continue
      context.emit(spot.scope, spot.start, spot.start + spot.length, {
        kind: 'host-in-link',
        cwe: 640,
        message: `${fact.method} ${fact.path} makes a link with a secret from the Host header of the request`,
        details: { route: `${fact.method} ${fact.path}` },
        confidence: 'medium',
      })
      break
    }
  }
}

/** `this.auth.forgot(email, request.headers.host)`: where the function of the tree that is given the host makes the link. */
function linkBelow({ reader }: PatternContext, handler: Scope, start: number, end: number): Spot | null {
  for (const { call, callee } of reader.callsIn(handler.function)) {
    if (callee.kind !== 'function' || call.start > start || call.end < end) continue
    const index = call.args.findIndex(({ value }) => {
      const at = definitionBehind(handler, value)?.instruction
      return at !== undefined && at.start <= start && at.end >= end
    })
    const parameter = callee.function.parameters.filter(({ slot }) => slot !== callee.function.selfSlot)[index]
    const text = reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)
    if (parameter === undefined || CHECKED.test(text)) continue
    const link = new RegExp(`https?://(?:\\$\\{|\\{|["'\`]\\s*\\+\\s*)${parameter.name}\\b[^\\n]*`).exec(text)
    if (link !== null && SECRET_PART.test(link[0]))
      return { scope: callee, start: callee.function.start + link.index, length: link[0].length }
  }
  return null
}
