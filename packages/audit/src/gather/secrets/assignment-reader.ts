/** How a file writes its values. */
export type Syntax = 'code' | 'env' | 'yaml' | 'properties' | 'shell' | 'markup' | 'json' | 'toml' | 'text' | 'docker'

/** A name and the literal that it is given, as the text writes them. */
export interface Assignment {
  readonly name: string
  readonly nameFrom: number
  readonly operator: 'assign' | 'pair' | 'call' | 'argument' | 'fallback' | 'comparison' | 'option' | 'prose'
  readonly value: string
  /** Offsets of the value in the text. */
  readonly from: number
  readonly to: number
  readonly isQuoted: boolean
  /** The literal goes on in an expression: `"abc" + x`, `f"..."`. */
  readonly isComposed: boolean
}

const MAX_VALUE = 1000
/** Characters of the first of several joined literals that tell what the whole is. */
const MIN_PART = 16
const NAME_CHARACTER = /[\w$.-]/

/**
 * What stands between a name and its value. Every alternative is anchored, and none repeats what another one repeats.
 */
const OPERATOR =
  /\\?["'`]?\s{0,8}(?:\[\d{0,5}\])?[\])]{0,2}\s{0,40}(?:(?<typed>:[ \t]{0,8}&?(?:'static )?[A-Za-z_][\w.<>[\]|?]{0,40}\s{0,8}=(?![=>]))|(?<declared>(?<=\s)[Aa]s\s{1,3}\w{1,20}\s{0,3}=)|(?<property>\{\s?get;[\w\s;]{0,24}\}\s{0,3}=)|(?<valueAttribute>\\?["']?\s{0,8},?\s{0,20}\\?["']?[vV]alue\\?["']?\s{0,4}[:=])|(?<fallback>\|\|(?!=)|\?\?(?!=)|\bor\b(?=\s))|(?<comparison>===?|!==?|\.(?:[eE]quals\w{0,12}|compareTo|contentEquals)\()|(?<assign>\?\?=|\|\|=|\?=|:=|=>|=(?!=)|:(?!:))|(?<tag>>)|(?<argument>,(?:\s{0,20}(?:[\w=.]{1,20},\s{0,4}){0,3}default\s{0,2}=)?)|(?<call>\()|(?<go>string\s{0,4}=)|(?<r><-|->(?=\s{0,3}["']))|(?<blank>(?<=[ \t])(?=["'])))\s{0,40}/y

/** Calls and tuples in which a bare name stands before its value. */
const ARGUMENT_OF = /(?:str(?:n?case)?n?(?:cmp|cpy)\(\s{0,2}&?|\{|--)$/

/** Reads the value that the name at `[nameFrom, nameTo)` is given; null when it is given none. */
export function readAssignment(text: string, nameFrom: number, nameTo: number, syntax: Syntax): Assignment | null {
  const name = text.slice(nameFrom, nameTo)
  OPERATOR.lastIndex = nameTo
  const found = OPERATOR.exec(text)
  if (found === null) return null
  const groups = found.groups ?? {}
  const before = text[nameFrom - 1] ?? ''
  // `AWS::IAM::AccessKey` names a type.
  if (before === ':' && text[nameFrom - 2] === ':') return null
  const isNameQuoted = before === '"' || before === "'" || before === '`'
  // `isHidden ? "password" : "text"` chooses between two words.
  if (isNameQuoted && groups.assign === ':' && /\?\s{0,8}$/.test(text.slice(Math.max(0, nameFrom - 10), nameFrom - 1))) return null
  if (groups.assign === ':' && isEndOfChoice(text, nameFrom, nameTo)) return null
  if (groups.argument !== undefined && !isNameQuoted && !ARGUMENT_OF.test(text.slice(Math.max(0, nameFrom - 24), nameFrom))) return null
  // `v-model="form.password" :placeholder="..."`: an attribute after another.
  if (groups.typed !== undefined && isNameQuoted) return null
  // `storePassword 'x'`, `#define PASSWORD "x"`: a bare name and a literal.
  if (
    groups.blank !== undefined &&
    (isNameQuoted || (before === ' ' && /[a-z] $/i.test(text.slice(0, nameFrom)) && !/#define\s{1,4}$/.test(text.slice(0, nameFrom))))
  )
    return null
  if (groups.tag !== undefined && syntax !== 'markup' && before !== '<' && !isNameQuoted) return null
  // `'<label for="password">' + text`: the literal with the tag ends there.
  if (groups.tag !== undefined && syntax === 'code' && /["'`]/.test(text[OPERATOR.lastIndex] ?? '')) return null
  const operator = operatorOf(groups)
  const value = readValue(text, OPERATOR.lastIndex, { syntax, operator, isTag: groups.tag !== undefined })
  if (
    value === null ||
    (operator === 'argument' && isNameQuoted && text[nameFrom] !== '-' && standsInList(text, nameFrom - 1, value.to + 1))
  )
    return null
  return { name, nameFrom, operator, ...value }
}

const TEXTS_BEFORE = /[[{]\s*(?:(?:"[^"\r\n]{0,80}"|'[^'\r\n]{0,80}')\s*,\s*)*$/
const TEXT_AFTER = /^\s*,\s*["']/

/** `{"passwordpassword", "qwerty123456", "iloveyou"}`: of three texts and more in a list none names the next. */
function standsInList(text: string, from: number, to: number): boolean {
  const before = TEXTS_BEFORE.exec(text.slice(Math.max(0, from - MAX_VALUE), from))?.[0]
  return before !== undefined && (before.includes(',') || TEXT_AFTER.test(text.slice(to, to + 40)))
}

/** `isKey ? "User+Pass" : "User+Key"`: the name ends a text between which and another one is chosen. */
function isEndOfChoice(text: string, nameFrom: number, nameTo: number): boolean {
  const quote = text[nameTo] ?? ''
  if (quote !== '"' && quote !== "'" && quote !== '`') return false
  const opened = text.lastIndexOf(quote, nameFrom - 1)
  return opened >= 0 && nameFrom - opened < 80 && /\?\s{0,8}$/.test(text.slice(Math.max(0, opened - 10), opened))
}

function operatorOf(groups: Record<string, string | undefined>): Assignment['operator'] {
  if (groups.fallback !== undefined) return 'fallback'
  if (groups.comparison !== undefined) return 'comparison'
  if (groups.argument !== undefined) return 'argument'
  if (groups.call !== undefined) return 'call'
  return groups.assign === ':' ? 'pair' : 'assign'
}

interface ValuePlace {
  readonly syntax: Syntax
  readonly operator: Assignment['operator']
  readonly isTag: boolean
}

type ReadValue = Omit<Assignment, 'name' | 'nameFrom' | 'operator'>

/** Calls that give back what they are given: `[]byte("x")`, `String::from("x")`, `PASSWORD('x')`. */
const WRAPPER =
  /(?:new\s{1,3})?(?:|String::from|\[\]byte|Buffer\.from|bytes|str|SecretStr|String|SecureString|PASSWORD|N)\(\s{0,4}(?=[bBrRuU]?["'`])/y

function readValue(text: string, start: number, place: ValuePlace): ReadValue | null {
  WRAPPER.lastIndex = start
  const from = WRAPPER.test(text) ? WRAPPER.lastIndex : start
  const opening = /(?:[rRbBuUfF@$]{0,2})(\\?"""|\\?'''|\\?["'`])/y
  opening.lastIndex = from
  const quote = opening.exec(text)
  if (quote !== null)
    return readQuoted(text, opening.lastIndex, quote[1] ?? '"', /[fF$]/.test(quote[0].slice(0, quote[0].length - (quote[1] ?? '').length)))
  if (place.isTag) return readUntil(text, from, /[<\r\n]/)
  if (place.operator !== 'assign' && place.operator !== 'pair') return null
  const block = place.syntax === 'yaml' ? /[|>][+-]?\d?[ \t]{0,8}\r?\n[ \t]{1,40}(?=\S)/y : null
  if (block !== null) {
    block.lastIndex = from
    if (block.test(text)) return readUntil(text, block.lastIndex, /[\r\n]/)
  }
  switch (place.syntax) {
    case 'code':
    case 'json':
    case 'toml':
      return null
    case 'yaml':
      if (isInFlowMapping(text, from)) return readUntil(text, from, /[\r\n,}]|\s#/)
      return readUntil(text, from, /[\r\n]|\s#|, (?=[\w"'-]+:)/)
    case 'env':
    case 'properties':
      return readUntil(text, from, place.syntax === 'properties' ? /[\r\n]/ : /[\r\n]|\s#|, (?=[\w"'-]+:)/)
    case 'docker':
    case 'shell':
    case 'text':
    case 'markup':
      return readUntil(text, from, /[\s;,"'`<>)}|&\\]/)
  }
}

/** `env: { TOKEN: value }`: the brace that a line opened before the value closes after it; `{{` is of a template. */
function isInFlowMapping(text: string, from: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', from - 1) + 1, from - MAX_VALUE), from).replaceAll(/\$?\{\{|\}\}/g, '')
  return line.lastIndexOf('{') > line.lastIndexOf('}')
}

function readQuoted(text: string, from: number, quote: string, isFormatted: boolean): ReadValue | null {
  const limit = Math.min(text.length, from + MAX_VALUE)
  for (let at = from; at < limit; at++) {
    if (text[at] === '\n' && quote.length < 3 && quote !== '`') return null
    if (text.startsWith(quote, at)) {
      const value = text.slice(from, at)
      const rest = text.slice(at + quote.length, at + quote.length + 70)
      const after =
        (value.length < MIN_PART ? /^\s{0,20}\+/ : /^\s{0,20}\+(?!\s{0,40}["'`])/).test(rest) ||
        /^\s{0,20}(?:%\s|\.(?:format|join|replace|concat)\b)/.test(rest)
      return {
        value,
        from,
        to: at,
        isQuoted: true,
        isComposed: after || (isFormatted && /[{]/.test(value)) || (quote === '`' && value.includes('${')),
      }
    }
    if (text[at] === '\\' && quote[0] !== '\\') at++
  }
  return null
}

function readUntil(text: string, from: number, end: RegExp): ReadValue | null {
  const slice = text.slice(from, from + MAX_VALUE)
  const reference = /^\$\{[^}\r\n]{1,300}\}/.exec(slice)?.[0] ?? ''
  const found = slice.slice(reference.length).search(end)
  const stop = found < 0 ? found : found + reference.length
  const value = (stop < 0 ? slice : slice.slice(0, stop)).trimEnd()
  return value === '' ? null : { value, from, to: from + value.length, isQuoted: false, isComposed: false }
}

/** Widens a keyword to the whole name round it. */
export function nameRound(text: string, from: number, to: number): { from: number; to: number } {
  let start = from
  let end = to
  while (start > 0 && from - start < 80 && NAME_CHARACTER.test(text[start - 1] ?? '')) start--
  while (end < text.length && end - to < 60 && NAME_CHARACTER.test(text[end] ?? '')) end++
  while (start < from && /[-.]/.test(text[start] ?? '')) start++
  while (end > to && /[-.]/.test(text[end - 1] ?? '')) end--
  const method = text.slice(to, end).search(/\.(?:[eE]quals\w{0,12}|compareTo|contentEquals)$/)
  return { from: start, to: method < 0 ? end : to + method }
}
