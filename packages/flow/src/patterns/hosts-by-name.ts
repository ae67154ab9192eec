import { functionAt } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** Texts with which addresses of an inner network begin: `/^127\./`, `'192.168.'`. */
const INNER = [/\b127(?:\\?\.|["'])/, /\b10\\?\./, /\b192\\?\.168/, /\b172\\?\./, /\b169\\?\.254/, /\blocalhost\b/i, /::1/]
const FEWEST = 3
/** A comparison of the host as it is written. */
const OF_HOST =
  /\.(?:test|exec|has|includes)\(\s*(?:\w+\.)*(?:hostname|host)\b|(?:\w+\.)*\b(?:hostname|host)\.(?:startsWith|startswith|match|endsWith|endswith)\(|\bre\.\w+\([^\n]*,\s*(?:\w+\.)*(?:hostname|host)\b|\b(?:hostname|host)\s+in\s+\w+/
const ASKS_OUT = /\b(?:fetch|axios|got|undici|request|httpx|requests|aiohttp|urlopen|https?\.(?:get|request))\b[.\w]*\(/
/** Whoever looks at the address that a name stands for. */
const RESOLVES =
  /\bdns\b|\bresolve[46]\(|getaddrinfo|gethostbyname|\bBlockList\b|\bip_?address\b|ipaddr|is_private|is_global|request-filtering-agent|ssrf/i
const LINES = 3

/** A list of inner addresses that is compared with the text of a host: a name that stands for one of them, another spelling and a redirect pass. */
export function hostsByName(context: PatternContext): void {
  const { reader } = context
  if (!saysAnywhere(context, ASKS_OUT) || saysAnywhere(context, RESOLVES)) return
  for (const module of reader.program.modules) {
    const text = reader.textOf(module.file)
    if (!isServed(reader, module.file) || !OF_HOST.test(text)) continue
    const lines = text.split('\n')
    let start = 0
    for (const [at, line] of lines.entries()) {
      const near = lines.slice(at, at + LINES).join('\n')
      if (INNER.some((inner) => inner.test(line)) && INNER.filter((inner) => inner.test(near)).length >= FEWEST) {
        context.emit({ module, function: functionAt(module, 0) }, start, start + line.length, {
          kind: 'host-by-name',
          cwe: 918,
          message: 'inner addresses are told by the text of the host: a name that stands for one, another spelling and a redirect pass',
          confidence: 'medium',
        })
        break
      }
      start += line.length + 1
    }
  }
}
