import { nounOf } from './examples.ts'

/** A request that a script of the browser sends, as far as its text tells. */
export interface ScriptCall {
  readonly method: string
  /** Path with what is computed as parameters: `/orders/{order_id}/lines`. */
  readonly path: string
  readonly query: readonly string[]
  /** Names of the fields of a body that is written where it is sent. */
  readonly fields: readonly string[]
}

/** A text that begins like a path, maybe behind an address that is computed. */
const PATH = /(["'`])(?:\$\{\s*([^}`]{1,80}?)\s*\})?(\/(?!\/)(?:[\w\-./~@:%?&=,;]|\$\{[^}`]{1,80}\}){1,200})\1/g
/** What stands before the address where it is the address of a request. */
const VERB = /\.\s*(get|post|put|patch|delete|del)\s*(?:<[^<>()]{0,80}>)?\(\s*$/i
const FETCH = /(?:\bfetch|\baxios|\bky|\.ajax|\.request)\(\s*$/
const OPEN = /\.open\(\s*["'`](GET|POST|PUT|PATCH|DELETE)["'`]\s*,\s*$/i
const ADDRESS_ENTRY = /[{,]\s*url\s*:\s*$/
/** What an address is added to: a constant or a property with its beginning. */
const ADDED_TO = /([\w$.]{1,60})\s*\+\s*$/
const METHOD_ENTRY = /[{,\s](?:method|type)\s*:\s*["'`](GET|POST|PUT|PATCH|DELETE)["'`]/i
const MORE = /^\s*\+\s*[\w$.[\]]{1,60}(?:\([\w$.,\s]{0,60}\))?(?:\s*\+\s*(["'`])([^"'`\s]{0,120})\1)?/
const BASE_URL = /\bbaseURL\s*[:=]\s*["'`](?:https?:\/\/[^/"'`]{1,100})?(\/[\w\-./]{1,60}?)\/?["'`]/
const MAX_CALLS = 200
const MAX_PATHS = 3000
const MAX_ARGUMENTS = 2000
/** Characters of an object before the entry with its address. */
const MAX_ENTRY = 500
/** Characters before a call in which the constant with its base is looked for. */
const MAX_BEFORE = 30_000

/** Reads the requests out of a script, bundled or not: `fetch`, clients with a method for each verb, `XMLHttpRequest`, `$.ajax`. Follows no value. */
export function callsInScript(text: string): readonly ScriptCall[] {
  const clientBase = BASE_URL.exec(text)?.[1] ?? ''
  const found = new Map<string, ScriptCall>()
  let paths = 0
  for (const match of text.matchAll(PATH)) {
    paths += 1
    if (found.size >= MAX_CALLS || paths > MAX_PATHS) break
    const call = callAt(text, match, clientBase)
    if (call === null) continue
    const key = `${call.method} ${call.path}`
    const same = found.get(key)
    found.set(key, same === undefined ? call : joined(same, call))
  }
  return [...found.values()]
}

function callAt(text: string, match: RegExpExecArray, clientBase: string): ScriptCall | null {
  const whole = text.slice(Math.max(0, match.index - 160), match.index)
  const added = ADDED_TO.exec(whole)
  const before = added === null ? whole : whole.slice(0, added.index)
  const ofClient = VERB.exec(before)?.[1]
  const verb = ofClient ?? OPEN.exec(before)?.[1]
  const isEntry = ADDRESS_ENTRY.test(before)
  if (verb === undefined && !isEntry && !FETCH.test(before)) return null
  const end = match.index + match[0].length
  const rest = text.slice(end, end + MAX_ARGUMENTS)
  const { address, used } = completed(match[3] ?? '', rest)
  const others = argumentsIn(rest.slice(used))
  const around = isEntry ? objectBefore(text.slice(Math.max(0, match.index - MAX_ENTRY), match.index)) + others : others
  const method = (verb ?? METHOD_ENTRY.exec(around)?.[1] ?? 'GET').toUpperCase().replace(/^DEL$/, 'DELETE')
  const [path = '', search = ''] = address.split('?')
  if (!/[a-z]/i.test(path.replaceAll(/\$\{[^}]*\}/g, ''))) return null
  const named = match[2] ?? added?.[1]
  const base = (named === undefined ? '' : baseNamed(named, text, match.index)) || (ofClient === undefined ? '' : clientBase)
  return {
    method,
    path: templated((path.startsWith(`${base}/`) ? '' : base) + path),
    query: [...search.matchAll(/(?:^|&)([\w.-]{1,40})=/g)].map(([, name]) => name ?? ''),
    fields: method === 'GET' ? [] : fieldsIn(around),
  }
}

/** The text from the bracket that begins the object which is not ended yet. */
function objectBefore(text: string): string {
  let depth = 0
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const char = text[index]
    if (char === '}') depth += 1
    else if (char === '{') {
      depth -= 1
      if (depth < 0) return text.slice(index)
    }
  }
  return ''
}

/** The path of the constant or the property nearest before; empty where there is none. */
function baseNamed(expression: string, text: string, end: number): string {
  const name = expression.split('.').at(-1) ?? ''
  if (!/^[\w$]+$/.test(name)) return ''
  const before = text.slice(Math.max(0, end - MAX_BEFORE), end)
  const set = new RegExp(
    `(?<![\\w$])${name.replaceAll('$', '\\$')}\\s*[=:]\\s*(?:[\\w$.]{1,60}\\s*\\+\\s*)?["'\`](?:https?://[^/"'\`]{1,100}|\\$\\{[^}]{1,60}\\})?(/[\\w\\-./]{1,60}?)/?["'\`]`,
    'g',
  )
  return [...before.matchAll(set)].at(-1)?.[1] ?? ''
}

/** The address with the values that are added to it: `"/orders/" + id + "/lines"`. */
function completed(literal: string, rest: string): { readonly address: string; readonly used: number } {
  let address = literal
  let used = 0
  for (let part = MORE.exec(rest); part !== null; part = MORE.exec(rest.slice(used))) {
    used += part[0].length
    address += `\${x}${part[2] ?? ''}`
  }
  return { address, used }
}

/** Each computed segment as a parameter that is named after what stands before it. */
function templated(path: string): string {
  const names = new Set<string>()
  const segments = path.split('/').map((segment, index, all) => {
    const computed = /^\$\{\s*(?:[\w$]+\.)*([\w$]{0,40})[^}]*\}$/.exec(segment)
    if (computed === null) return segment.replaceAll(/\$\{[^}]*\}/g, '')
    const noun = nounOf(all[index - 1])
    const own = computed[1] ?? ''
    let name = own.length > 2 ? own.replaceAll('$', '') : noun === '' ? 'id' : `${noun}_id`
    while (names.has(name)) name = `${name}_`
    names.add(name)
    return `{${name}}`
  })
  return segments.join('/').replace(/(.)\/+$/, '$1')
}

/** The text up to the bracket that ends the call, or the object with its address. */
function argumentsIn(text: string): string {
  let depth = 0
  let quote = ''
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? ''
    if (quote !== '') {
      if (char === '\\') index += 1
      else if (char === quote) quote = ''
    } else if (/["'`]/.test(char)) quote = char
    else if (/[({[]/.test(char)) depth += 1
    else if (/[)}\]]/.test(char)) {
      depth -= 1
      if (depth < 0) return text.slice(0, index)
    }
  }
  return text
}

const SENT = /(?:JSON\.stringify\(|\b(?:data|body|json)\s*:\s*)\{/
const SECOND_ARGUMENT = /^\s*,\s*\{/
const OPTIONS = /^\s*["']?(?:method|headers|credentials|params|responseType|withCredentials|signal|cache|mode)["']?\s*:/

/** Names of the entries of the object that is sent; a second argument with options is no body. */
function fieldsIn(others: string): readonly string[] {
  const body = SENT.exec(others) ?? SECOND_ARGUMENT.exec(others)
  if (body === null) return []
  const text = argumentsIn(others.slice(body.index + body[0].length))
  return OPTIONS.test(text) ? [] : topLevelNames(text)
}

function topLevelNames(text: string): readonly string[] {
  const names: string[] = []
  let rest = text
  while (rest !== '' && names.length < 40) {
    const entry = /^\s*(?:["']?([\w$-]{1,40})["']?\s*(?=[:,}]|$)|\.\.\.[\w$.]+)/.exec(rest)
    if (entry === null) return names
    if (entry[1] !== undefined) names.push(entry[1])
    rest = afterComma(rest.slice(entry[0].length))
  }
  return names
}

/** What follows the comma that ends an entry. */
function afterComma(text: string): string {
  let from = 0
  for (let comma = text.indexOf(',', from); comma >= 0; comma = text.indexOf(',', from)) {
    const entry = text.slice(0, comma)
    if (isBalanced(entry)) return text.slice(comma + 1)
    from = comma + 1
  }
  return ''
}

function isBalanced(text: string): boolean {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '')
  const count = (pattern: RegExp): number => [...bare.matchAll(pattern)].length
  return count(/[({[]/g) === count(/[)}\]]/g) && !/["'`]/.test(bare)
}

function joined(one: ScriptCall, other: ScriptCall): ScriptCall {
  return {
    ...one,
    query: [...new Set([...one.query, ...other.query])],
    fields: [...new Set([...one.fields, ...other.fields])],
  }
}
