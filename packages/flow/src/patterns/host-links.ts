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
      if (!SECRET_PART.test(around.replace(match[0], ''))) continue
      context.emit(handler, start + match.index, start + match.index + match[0].length, {
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
