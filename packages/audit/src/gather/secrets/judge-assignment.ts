import type { SecretContext } from '../../model/facts/secrets.ts'
import type { Assignment, Syntax } from './assignment-reader.ts'
import { isGuessable } from './guessable.ts'
import type { SecretName } from './names.ts'
import { isUuid, looksRandom, shapeOf, type ValueShape } from './values.ts'
import { wordsOf } from './word-likeness.ts'

export type Judged =
  | { readonly verdict: 'secret'; readonly confidence: 'likely' | 'possible'; readonly because: string; readonly isGuessable: boolean }
  | { readonly verdict: 'dismissed'; readonly because: string }
  | { readonly verdict: 'silent' }

export interface AssignmentContext {
  readonly name: SecretName
  readonly context: SecretContext
  readonly syntax: Syntax
  /** Up to 160 characters before the name. */
  readonly before: string
}

const SILENT = { verdict: 'silent' } as const
const dismissed = (because: string): Judged => ({ verdict: 'dismissed', because })
const secret = (confidence: 'likely' | 'possible', because: string, guessable = false): Judged => ({
  verdict: 'secret',
  confidence,
  because,
  isGuessable: guessable,
})

const MIN_PASSWORD = 4
const MIN_KEY = 8
const MAX_LENGTH = 600

/** Whether the literal that a secret's name is given is a secret, and how sure that is. */
export function judgeAssignment(assignment: Assignment, place: AssignmentContext): Judged {
  const { value, operator } = assignment
  if (assignment.isComposed || value.length > MAX_LENGTH) return SILENT
  if (!isOperatorOfValue(assignment, place)) return SILENT
  const fallback = /^\$\{(?:\w+:?-|[\w.-]+:)([^${}]+)\}$/.exec(value)?.[1]
  if (fallback !== undefined) return judgeAssignment({ ...assignment, value: fallback, operator: 'fallback' }, place)
  const shape = shapeOf(value)
  if (
    place.name.isVague &&
    !(shape.shape === 'random' && value.length >= 16 && (value.match(/\d/g) ?? []).length >= 3 && isSetting(place) && !isUuid(value))
  )
    return SILENT
  switch (shape.shape) {
    case 'empty':
      return SILENT
    case 'reference':
    case 'not-a-secret':
      return dismissed(shape.because)
    case 'placeholder':
      return judgePlaceholder(assignment, place, shape)
    case 'guessable':
      return judgeGuessable(assignment, place, shape)
    default:
      if (value.length < (place.name.kind === 'password' ? MIN_PASSWORD : MIN_KEY)) return SILENT
      if (operator === 'call' && shape.shape !== 'random' && !(place.name.kind === 'password' && isPasswordOfWords(value))) return SILENT
      return shape.shape === 'words' ? judgeWords(assignment, place) : judgeLiteral(assignment, place, shape)
  }
}

const SETTER = /^(?:[sS]et|[wW]ith|[uU]se|[aA]dd)[A-Z_]|^(?:password|secret|token|apiKey|api_key)$/
const READER_CALL =
  /(?:setdefault|getenv|get|get_or|put|set|pop|setProperty|getProperty|env|environ|config|default|add|append|header|field|param|option|require|fetch|value|str|string|Setenv|LookupEnv|GetString|SetDefault|register|define|property|argument|of|entry|pair)\s{0,3}\(\s{0,3}["'`]?$/i

/** Calls and pairs of arguments hold a value only where they set or read one. */
function isOperatorOfValue({ operator, name, isQuoted, value }: Assignment, place: AssignmentContext): boolean {
  const { before, syntax } = place
  if (operator === 'call') return SETTER.test(name.slice(name.lastIndexOf('.') + 1))
  if (operator === 'argument') return READER_CALL.test(before) || isSureArgument(value, place.name)
  if (operator === 'option') return true
  return isQuoted || syntax !== 'code'
}

/** `("password", "x")` of an unknown call: only what can be nothing else. */
function isSureArgument(value: string, { kind, isVague }: SecretName): boolean {
  if (isVague || !/\d/.test(value)) return false
  return kind === 'password' ? isPasswordOfWords(value) || looksRandom(value) : value.length >= 20 && looksRandom(value)
}

function isSetting({ context }: AssignmentContext): boolean {
  return context === 'source' || context === 'configuration' || context === 'pipeline'
}

/** `change-me-in-production` written into the code that runs is a key that anybody can read. */
function judgePlaceholder({ value, isQuoted }: Assignment, place: AssignmentContext, { because }: ValueShape): Judged {
  const isLive = place.name.isStrong && place.name.kind === 'secret-key' && isSetting(place) && place.context === 'source'
  if (
    isLive &&
    isQuoted &&
    !INSTRUCTION.test(value) &&
    /[a-z]/.test(value) &&
    /[a-z]{3}[-_ ]?[a-z]*/i.test(value) &&
    !/[<>[\]{}*]|x{4,}|\.{3}/i.test(value)
  )
    return secret('likely', 'a placeholder in the place of a key, in code that runs', true)
  return dismissed(because)
}

function judgeGuessable(assignment: Assignment, place: AssignmentContext, { because }: ValueShape): Judged {
  const { value, name, operator } = assignment
  if (!isSetting(place)) return dismissed('a word that anybody would try, in a test or an example')
  // A list of refused passwords: the word before is another of them, no name.
  if (operator === 'argument' && !READER_CALL.test(place.before)) return dismissed('one word of a list')
  if (plain(value) === plain(name.slice(name.lastIndexOf('.') + 1)) && !(place.name.isStrong && isPlainSetting(place.syntax)))
    return dismissed('repeats its name')
  // `LOGIN_BY_PASSWORD = 'login-by-password'` lists the ways there are.
  if (!place.name.isStrong && isQuotedWords(assignment) && isSameName(value, name)) return dismissed('repeats its name')
  if (place.name.kind === 'token' && /[_-]token$|[a-z]Token$/.test(value)) return dismissed('the name of a token')
  if (/(?:session|cache|cookie|storage)_?key$/i.test(name) && /^_[a-z]+(?:_[a-z]+)+$/.test(value)) return dismissed('the name of an entry')
  if (name === 'secret' && place.syntax === 'yaml' && /^[a-z]+(?:-[a-z]+)+$/.test(value)) return dismissed('the name of a secret')
  if (operator === 'comparison' && !/\d/.test(value)) return dismissed('compared with a word')
  if (place.name.kind === 'password' && (place.syntax === 'yaml' || place.syntax === 'docker') && OUT_OF_THE_BOX.test(value))
    return secret('possible', because, true)
  const isWritten = isPlainSetting(place.syntax) || (place.context === 'configuration' && place.name.kind !== 'token')
  if (INSTRUCTION.test(value)) return secret('possible', because, true)
  const isUsed = place.name.kind === 'password' ? LOGIN.test(place.before) : SIGNER.test(place.before)
  if (place.name.isStrong || isWritten || isUsed) return secret('likely', because, true)
  return /\d|[-_!@#]/.test(value) && value.length >= 6 ? secret('likely', because, true) : dismissed(because)
}

function isQuotedWords({ value, isQuoted }: Assignment): boolean {
  return isQuoted && /^[A-Za-z]+(?:[-_ ][A-Za-z]+)+$/.test(value)
}

/** With what a service of a developer's machine starts. */
const OUT_OF_THE_BOX =
  /^(?:postgres(?:ql)?|root|guest|mysql|mariadb|password|pass|minio(?:admin)?|mongo(?:db)?|redis|rabbitmq|user|test|secret|admin|example|elastic)$/i

/** Says to the reader what to write there; who leaves it has no secret yet. */
const INSTRUCTION = /(?:^|[^a-z])(?:your|insert|enter|put|fill|replace)(?:[^a-z]|$)/i

/** A user, a host or a database written before the password: the login of something. */
const LOGIN = /(?:user(?:_?name)?|login|host(?:name)?|database|dbname|uid|email)["'`]?\s{0,3}[:=]\s{0,3}["'`]/i
/** What signs with the secret that it is given. */
const SIGNER = /(?:session|jwt|passport|strategy|cookie|csrf|sign|token|auth)\w{0,30}(?:\.\w{1,20}){0,2}\(\s{0,20}(?:\{[^{}]{0,120})?$/i

function isPlainSetting(syntax: Syntax): boolean {
  return syntax === 'env' || syntax === 'properties' || syntax === 'docker'
}

/** Words are mostly identifiers, field names and labels; a password of words shows only where nothing else is written. */
function judgeWords(assignment: Assignment, place: AssignmentContext): Judged {
  const { value, name, operator } = assignment
  if (isSetting(place) && place.name.kind === 'password' && !isSameName(value, name) && isPasswordOfWords(value))
    return secret('likely', 'words with digits or signs, as people make passwords')
  if (!isSetting(place) || operator === 'comparison' || operator === 'argument') return dismissed('made of words')
  if (isSameName(value, name) || /^[A-Z][a-z]+$/.test(value) || value.length < 6) return dismissed('made of words')
  if (place.name.kind === 'password' && isPlainSetting(place.syntax)) return secret('likely', 'the value of a password setting')
  if (place.name.kind === 'password' && place.context === 'configuration' && isValueOfSetting(assignment, place))
    return secret('likely', 'the value of a password setting')
  if (
    place.name.isStrong &&
    (isPlainSetting(place.syntax) ||
      (place.context === 'source' && value.length >= 12 && wordsOf(value).length >= 3 && /secret|key|pass/i.test(value)))
  ) {
    return secret('possible', 'words in the place of a secret', isGuessable(value))
  }
  return dismissed('made of words')
}

/** `Thunder58_`, `Pepper.Amber7`: not a version, not a name with a number. */
function isPasswordOfWords(value: string): boolean {
  const digits = (value.match(/\d/g) ?? []).length
  if (digits === 0 || value.length < (digits >= 2 ? 7 : 8) || /v\d|[/:]|\d\.\d/i.test(value)) return false
  return digits >= 2 || (/[A-Z]/.test(value) && /[a-z]/.test(value))
}

/** One word in lower case, alone on its line of a configuration file. */
function isValueOfSetting({ value }: Assignment, { syntax }: AssignmentContext): boolean {
  return (syntax === 'yaml' || syntax === 'toml' || syntax === 'json') && /^[a-z]+\d*$/.test(value) && value.length >= 8
}

function judgeLiteral(assignment: Assignment, place: AssignmentContext, shape: ValueShape): Judged {
  const { value, name, operator, isQuoted } = assignment
  const isRandom = shape.shape === 'random'
  if (isSameName(value, name)) return dismissed('repeats its name')
  if (/\s/.test(value) && !isRandom) return dismissed('more than one word')
  if (isOutcome(assignment, place)) return dismissed('what has passed')
  if (
    place.name.kind !== 'password' &&
    /[[\](){}<>;?,'"|\\\s]/.test(value) &&
    !(value.length >= 20 && (value.match(/\d/g) ?? []).length >= 4)
  )
    return dismissed('signs that no token holds')
  if (operator === 'comparison' && !isRandom && place.name.kind !== 'password') return dismissed('compared with a word')
  if (!isSetting(place)) {
    const isWorthwhile =
      isRandom || (place.name.kind === 'password' && isQuoted && value.length >= 8 && /\d/.test(value) && /[^A-Za-z\d]/.test(value))
    return isWorthwhile && !(place.context === 'documentation' && !isRandom)
      ? secret('possible', shape.because)
      : dismissed('in a test or an example')
  }
  if (place.syntax === 'text' || (place.syntax === 'markup' && !isQuoted && !/^[\w!@#$*_.+=/-]+$/.test(value)) || operator === 'option') {
    if (isRandom || isPasswordOfWords(value)) return secret('likely', shape.because)
    return place.name.kind === 'password' ? secret('possible', shape.because) : dismissed(shape.because)
  }
  if (isRandom)
    return secret(
      isUuid(value) && !isOwnToken(name) && !place.name.isStrong && place.name.kind === 'token' ? 'possible' : 'likely',
      shape.because,
    )
  if (/^\d+(?:\.\d+)*$/.test(value))
    return place.name.kind === 'password' && value.length >= 6 ? secret('possible', 'digits alone') : dismissed('a number')
  if (!/^[\x21-\x7e]+$/.test(value)) return dismissed('letters of a text for people')
  if (place.name.kind === 'password') return secret(value.length >= 6 ? 'likely' : 'possible', shape.because)
  if (place.context === 'configuration' && /^[A-Za-z\d]{12,}$/.test(value) && (value.match(/\d/g) ?? []).length >= 2)
    return secret('likely', shape.because)
  return /\d/.test(value) && place.name.isStrong
    ? secret('likely', shape.because)
    : /\d/.test(value) && value.length >= 12
      ? secret('possible', shape.because)
      : dismissed(shape.because)
}

/** `results.add({ pass: 'rcpt_to' })`: the name of a test that has passed; who logs in says as whom. */
function isOutcome({ name, value, operator }: Assignment, { before, syntax }: AssignmentContext): boolean {
  return (
    name === 'pass' &&
    operator === 'pair' &&
    syntax === 'code' &&
    /\{\s*$/.test(before) &&
    /^[a-z]+(?:[_.][a-z]+)+$/.test(value) &&
    !LOGIN.test(before)
  )
}

/** Tokens that let somebody in; others may be the ids of a session or of a request. */
function isOwnToken(name: string): boolean {
  return /(?:auth|access|api|deploy|upload|bot|user|refresh|repo|license)[_.-]?token$/i.test(name)
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, '')
}

function flat(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '')
}

/** `REFRESH_TOKEN = 'refresh_token'`: the name of a field, not its content. */
function isSameName(value: string, name: string): boolean {
  const a = flat(value)
  const b = flat(name)
  if (a === '') return false
  if (a === b || b.endsWith(a) || (a.endsWith(b) && b.length >= 5)) return true
  const words = wordsOf(value).filter((word) => !/^\d+$/.test(word))
  const named = new Set(wordsOf(name))
  return words.length > 0 && !/\d{2}/.test(value) && words.every((word) => named.has(word))
}
