import { textsIn } from './tree-texts.ts'

const MOST = 2
/** Around the words that say which origins are let in. */
const SPEAKS_OF_ORIGINS = /origin|cors/i
const LINES_AROUND = 3
/** The last names of a host, in a text or in an expression: `app.shop.example`, `shop\\.example`. */
const HOST = /(?:[a-z0-9-]+\\*\.)+[a-z]{2,24}\b/gi
const ADDRESS = /https?\??:|\^|\$|endswith|startswith|regex|(?:^|["'`])\./i
const OF_EXAMPLES =
  /^(?:(?:www\.)?w3\.org|(?:developer\.)?mozilla\.org|.*\.(?:py|js|ts|json|md|html|url|path|method|get|headers?|origin))$/i

/** Hosts that the source names where it says which origins may read its answers; nobody else's origin is worth trying beside them. */
export async function hostsOfOrigins(root: string | null): Promise<readonly string[]> {
  const found = new Set<string>()
  if (root === null) return []
  for await (const { name, text } of textsIn(root)) {
    if (!/\.(?:[cm]?[jt]s|py|ya?ml|toml)$|^\.env/.test(name) || !SPEAKS_OF_ORIGINS.test(text)) continue
    const lines = text.split('\n')
    lines.forEach((line, index) => {
      const around = lines.slice(Math.max(0, index - LINES_AROUND), index + 1).join('\n')
      if (!ADDRESS.test(line) || !SPEAKS_OF_ORIGINS.test(around)) return
      for (const [host] of line.matchAll(HOST)) {
        const plain = host.replaceAll('\\', '').toLowerCase()
        if (!OF_EXAMPLES.test(plain) && found.size < MOST) found.add(plain)
      }
    })
  }
  return [...found]
}
