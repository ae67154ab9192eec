import { ALL_KINDS, HALF, INSIDE, maskOf } from './kinds.ts'

/** `if re.search(r'[^a-z]', x): refuse`: what is left has safe characters only; after `/[\r\n]/` it has no line breaks, after `/[\/\\]/` it is one name. */
export function deniedCharacters(source: string): number {
  const match = /^\[\^(?<kept>[^\]]+)\]\+?$/.exec(source)
  if (match !== null) return kindsSafeWith(match.groups?.kept ?? '')
  return (MATCHES_LINE_BREAK.test(source) ? maskOf('log-injection', 'header-injection') : 0) | (takesSlash(source) ? INSIDE : 0)
}

/** Whether any slash is matched by itself: a choice of the whole pattern, alone or in a class. */
export const takesSlash = (source: string): boolean =>
  /(?:^|\|)(?:\[(?!\^)(?:\\.|[^\]\\])*\\?\/(?:\\.|[^\]\\])*\]|\\?\/)\+?(?:$|\|)/.test(source)

const LINE_BREAK =
  '(?:\\\\n|\\n|\\\\s|\\\\x0[aA]|\\\\u000[aA]|(?:\\\\x00|\\\\u0000|\\\\0)-\\\\(?:x1[fF]|u001[fF])|\\\\p\\{(?:C|Cc|Control)\\})'
/** A choice of the whole pattern that any line break matches by itself, alone or in a class. */
const MATCHES_LINE_BREAK = new RegExp(`(?:^|\\|)(?:\\[(?!\\^)[^\\]]*${LINE_BREAK}[^\\]]*\\]|(?:\\\\r\\??)?${LINE_BREAK})[+]?(?:$|\\|)`)

/** The pattern without its anchors; null when it does not have to match the whole text. */
export function anchoredBody(source: string, how: 'full' | 'start' | 'anywhere'): string | null {
  let body = source
  const starts = how !== 'anywhere' || /^(?:\^|\\A)/.test(body)
  const ends = how === 'full' || /(?:[^\\]|^)\$$|\\[zZ]$/.test(body)
  if (!starts || !ends) return null
  body = body.replace(/^(?:\^|\\A)/, '').replace(/(?:\$|\\[zZ])$/, '')
  return outsideGroups(body).includes('|') ? null : body
}

/** What stands in no class and no group: a choice there is one of the whole pattern, anchors and all. */
const outsideGroups = (body: string): string =>
  body
    .replaceAll(/\\./g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/\([^()]*\)/g, '')

/** `^/(?!/)`, `^/[^/\\]`: an address of our own site, whatever follows. */
export const isOwnPath = (source: string): boolean =>
  /^\^(?:\\\/|\/)(?:\(\?!(?:\[[^\]]*\/[^\]]*\]|\\?\/)|\[\^[^\]]*\/|\[(?:a-z|A-Z|0-9|\\w|_|-)+\]|\\w)/.test(source)

/** `^https://[a-z]+\.example\.com/`: the host is of a form of ours, and a separator ends it. */
export const isFixedHost = (source: string): boolean =>
  /^\^https\??:(?:\\?\/){2}(?:[\w-]|\\\.|\\-|\((?:\?:)?[\w|\\.-]+\)\??|\[[\w-]+\](?:[+*]|\{\d+,?\d*\})?)+(?::\d+)?(?:\\?\/|\[\/|\$|:)/.test(
    source,
  )

/** Weaknesses that no text of this pattern can cause: what all its characters and classes allow. */
export function kindsSafeBySequence(body: string): number {
  let mask = ALL_KINDS
  let at = 0
  let steps = 0
  let literal = ''
  while (at < body.length && steps++ < 500) {
    const rest = body.slice(at)
    const ahead = /^\(\?[!=][^()]*\)/.exec(rest)
    if (ahead !== null) {
      at += ahead[0].length
      continue
    }
    const token =
      /^\[(?<inside>(?:\\.|[^\]\\])+)\]|^\\(?<escape>.)|^(?<group>\((?:\?:|\?<\w+>|\?P<\w+>)?|\))|^(?<quantifier>[*+?]|\{\d+(?:,\d*)?\})\??|^(?<or>\|)|^(?<plain>[^\\[\](){}*+?|])/.exec(
        rest,
      )
    if (token === null) return 0
    const { inside, escape: escaped, plain } = token.groups ?? {}
    if (inside !== undefined) mask &= inside.startsWith('^') ? kindsSafeWithout(inside.slice(1)) : kindsSafeWith(inside)
    else if (escaped !== undefined) {
      if (/[wd]/.test(escaped)) mask &= ALL_KINDS
      else if (escaped === 's') mask &= SAFE_WITH_SPACE
      else if (/[a-zA-Z]/.test(escaped)) return 0
      else literal += escaped
    } else if (plain === '.') return 0
    else if (plain !== undefined) literal += plain
    at += token[0].length
  }
  // Fixed characters are harmless where they stand, unless they make a path or a host.
  if (/[/\\]/.test(literal)) mask &= ALL_KINDS
  if (isAnyHost(body)) mask &= ~HOSTS
  return steps >= 500 ? 0 : mask | halvesOf(body)
}

const REQUIRED_SLASH = /^\\?\/(?![*?{])(?<rest>[\s\S]*)$/
/** A class without slash that has to come, or with which the text ends; a letter. */
const BEGINS_PLAIN = /^(?:\[(?:\\.|[^\]\\/])+\](?:(?![*?{])|[*?]$)|\\w(?![*?{])|\w(?![*?{]))/

/** `/[\w\-./?=&%]*`: begins with a slash and holds no backslash, which browsers take for one; `/[a-z]+/...` begins with no second one either. */
function halvesOf(body: string): number {
  const rest = REQUIRED_SLASH.exec(body)?.groups?.rest
  if (rest === undefined || /\\\\|\[\^|(?<!\\)\.(?![^[]*\])|\\[sSWD]/.test(rest)) return 0
  return HALF.beginsWithSlash | (BEGINS_PLAIN.test(rest) ? HALF.notDoubleSlash : 0)
}

const HOSTS = maskOf('ssrf', 'open-redirect')

/** `(\w+\.?)+:\d+`, `([a-z0-9-]+\.)+[a-z]{2,}`: the form of every name of a host, where no end of ours is written out behind the dots. */
function isAnyHost(body: string): boolean {
  const rest = /\((?:\?:|\?P?<\w+>)?[^()]*\\\.[^()]*\)(?:[+*]|\{\d+,\d*\})(?<rest>.*)$/s.exec(body)?.groups?.rest
  return rest !== undefined && !/[a-z]{2}/i.test(rest.replaceAll(/\\.|\[[^\]]*\]/g, ' '))
}

/** A line break ends a line, a space a word. */
const SAFE_WITH_SPACE =
  ALL_KINDS & ~maskOf('command-injection', 'log-injection', 'header-injection', 'path-traversal', 'ssrf', 'open-redirect')

/** Weaknesses that text without these characters cannot cause. */
function kindsSafeWithout(inside: string): number {
  let mask = 0
  if (/\\s|\\n|\\r/.test(inside)) mask |= maskOf('log-injection', 'header-injection')
  if (inside.includes('<') && inside.includes('>')) mask |= maskOf('stored-xss')
  return mask
}

/** Weaknesses that text of these characters alone cannot cause; the inside of a regex class. */
export function kindsSafeWith(inside: string): number {
  const plain = inside
    .replaceAll('\\w', '')
    .replaceAll('\\d', '')
    .replaceAll(/[a-zA-Z0-9]-[a-zA-Z0-9]/g, '')
    .replaceAll(/[a-zA-Z0-9_]/g, '')
  if (/\\[sSWD]|\^/.test(plain)) return 0
  const rest = plain.replaceAll('\\', '')
  if (/^[-]*$/.test(rest)) return ALL_KINDS
  // Without a slash there is one name; of two dots alone it leads one step up, as what `basename` gives may.
  if (/^[-.]*$/.test(rest)) return (ALL_KINDS & ~maskOf('path-traversal', 'ssrf', 'open-redirect')) | INSIDE
  // A shell takes a space for the end of a word.
  const inShell = rest.includes(' ') ? 0 : maskOf('command-injection')
  if (/^[-. @+,]*$/.test(rest))
    return (ALL_KINDS & ~maskOf('path-traversal', 'ssrf', 'open-redirect', 'command-injection')) | inShell | INSIDE
  if (/^[-./ @+,:]*$/.test(rest))
    return (
      inShell |
      maskOf(
        'sql-injection',
        'xss',
        'stored-xss',
        'template-injection',
        'ldap-injection',
        'xpath-injection',
        'log-injection',
        'header-injection',
        'nosql-injection',
      )
    )
  return 0
}
