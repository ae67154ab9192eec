import { textsIn } from './tree-texts.ts'

const MOST = 2
/** Around the words that say which origins are let in. */
const SPEAKS_OF_ORIGINS = /origin|cors/i
const LINES_AROUND = 3
/** The last names of a host, in a text or in an expression: `app.shop.example`, `shop\\.example`. */
const HOST = /(?:[a-z0-9-]+\\*\.)+[a-z]{2,24}\b/gi
const ADDRESS = /https?\??:|\^|\$|endswith|startswith|regex|(?:^|["'`])\./i
/** What an expression begins with, where a text would begin with the name of a host. */
const OF_PROGRAMS = /^(?:req|res|request|response|config|settings|process|env|os|this|self|ctx|app|url|headers|window|document)\./i
const OF_EXAMPLES =
  /^(?:(?:www\.)?w3\.org|(?:developer\.)?mozilla\.org|.*\.(?:py|js|ts|json|md|html|url|path|method|get|headers?|origin))$/i

/** A setting that is read by its name: `config["PORTAL_HOST"]`, `process.env.SITE_DOMAIN`, `getenv('HOST')`. */
const SETTING = /(?:\[\s*["']|\(\s*["']|env\.|config\.)([A-Z][A-Z0-9_]{3,40})\b/g

/** Hosts that the source names where it says which origins may read its answers; nobody else's origin is worth trying beside them. */
export async function hostsOfOrigins(root: string | null): Promise<readonly string[]> {
  const found = new Set<string>()
  const members = new Set<string>()
  if (root === null) return []
  for await (const { name, text } of textsIn(root)) {
    if (!/\.(?:[cm]?[jt]s|py|ya?ml|toml)$|^\.env/.test(name) || !SPEAKS_OF_ORIGINS.test(text)) continue
    const isCode = /\.(?:[cm]?[jt]s|py)$/.test(name)
    const lines = text.split('\n')
    lines.forEach((line, index) => {
      const around = lines.slice(Math.max(0, index - LINES_AROUND), index + 1).join('\n')
      if (!ADDRESS.test(line) || !SPEAKS_OF_ORIGINS.test(around)) return
      for (const [, key = ''] of isCode ? around.matchAll(SETTING) : []) members.add(key)
      for (const [host] of line.matchAll(HOST)) {
        const isExpression = OF_PROGRAMS.test(host) && !line.includes(`://${host}`)
        if (isCode && (isExpression || !isQuoted(line, host))) {
          members.add(host.split('.').at(-1) ?? '')
          continue
        }
        const plain = host.replaceAll('\\', '').toLowerCase()
        if (!OF_EXAMPLES.test(plain) && found.size < MOST) found.add(plain)
      }
    })
  }
  return found.size >= MOST || members.size === 0 ? [...found] : [...found, ...(await namedElsewhere(root, members))].slice(0, MOST)
}

/** Hosts that the source gives names that its origins are compared with: `config.publicDomain`, `PUBLIC_DOMAIN`. */
async function namedElsewhere(root: string, members: ReadonlySet<string>): Promise<readonly string[]> {
  const words = [...members].filter((member) => /domain|host|origin|site|suffix/i.test(member))
  const names = words.map((word) => word.replace(/([a-z0-9])([A-Z])/g, '$1_?$2').replaceAll('_', '_?'))
  const found = new Set<string>()
  if (names.length === 0) return []
  const given = new RegExp(`\\b(?:${names.join('|')})\\b[^\\n]*?["'\`]\\.?((?:[a-z0-9-]+\\.)+[a-z]{2,24})["'\`]`, 'gi')
  for await (const { text } of textsIn(root))
    for (const [, host = ''] of text.matchAll(given)) if (found.size < MOST && !OF_EXAMPLES.test(host)) found.add(host.toLowerCase())
  return [...found]
}

/** Whether a host stands in a text or a pattern of a line, not in an expression: an odd number of quotes is before it. */
function isQuoted(line: string, host: string): boolean {
  const before = line.slice(0, line.indexOf(host))
  return host.includes('\\') || ['"', "'", '`'].some((quote) => before.split(quote).length % 2 === 0)
}
