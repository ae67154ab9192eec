import type { SecretContext } from '../../model/facts/secrets.ts'
import { type Assignment, nameRound, readAssignment, type Syntax } from './assignment-reader.ts'
import { type CompiledRule, compileRule } from './compile-rule.ts'
import { contextOf, hasAssignments, syntaxOf } from './file-context.ts'
import { judgeAssignment } from './judge-assignment.ts'
import { keywordAutomaton } from './keyword-automaton.ts'
import { hasAtSign, mayAssign } from './look-at-bytes.ts'
import { secretNameOf } from './names.ts'
import { COMMENT, type Dismissed, MAX_SECRETS, type RawSecret } from './raw-secret.ts'
import type { Rule } from './rule.ts'
import { runRule } from './run-rule.ts'
import { shownAt } from './shown-only.ts'
import { looksRandom } from './values.ts'

export interface ScanResult {
  readonly secrets: readonly RawSecret[]
  readonly dismissed: readonly Dismissed[]
}

export interface Scanner {
  readonly rules: number
  /** Scans the first `length` bytes of a text; `file` tells its syntax and what it is for. */
  readonly scan: (bytes: Buffer, length: number, file: string) => ScanResult
}

/** Text of which a secret's name consists; the hit is widened to the whole name. */
const NAME_KEYWORDS = [
  'passw',
  'pswd',
  'pwd',
  'pw',
  'passphrase',
  'passcode',
  'pass',
  'secret',
  'token',
  'key',
  'credential',
  'salt',
  'psk',
  'creds',
  'authorization',
  'contrasena',
  'jwt',
  'bearer',
]
const COLON = 0x3a
const SLASH = 0x2f
const NEWLINE = 0x0a
const WINDOW_BEFORE = 160
const DEFAULT_WINDOW = 400
const LINE_BEFORE = 200
const LINE_AFTER = 1100
/** Hits of one rule in one file that are looked at; what repeats more is data. */
const MAX_WINDOWS = 2000
/** Names of one file that are given a value; a file with more is data. */
const MAX_NAMES = 20_000

interface Hits {
  readonly names: { from: number; to: number }[]
  readonly windows: Map<number, { from: number; to: number }[]>
}

/** Prepares rules for scanning. Rules whose expression does not compile are left out; `compileRule` says why. */
export function createScanner(rules: readonly Rule[]): Scanner {
  const compiled = rules.flatMap((rule): CompiledRule[] => {
    const result = compileRule(rule)
    return 'error' in result ? [] : [result]
  })
  const keywords = [...NAME_KEYWORDS]
  const rulesOf: number[][] = NAME_KEYWORDS.map(() => [])
  compiled.forEach(({ rule }, index) => {
    for (const keyword of rule.keywords) {
      let at = keywords.indexOf(keyword.toLowerCase())
      if (at < 0) {
        at = keywords.push(keyword.toLowerCase()) - 1
        rulesOf.push([])
      }
      rulesOf[at]?.push(index)
    }
  })
  const automaton = keywordAutomaton(keywords)
  const scan = (bytes: Buffer, length: number, file: string): ScanResult => {
    const syntax = syntaxOf(file)
    const readsNames = hasAssignments(file)
    const hits: Hits = { names: [], windows: new Map() }
    const asked = new Map<number, boolean>()
    const applies = (index: number): boolean => {
      if (compiled[index]?.rule.path === undefined) return true
      const known = asked.get(index) ?? compiled[index].appliesTo(file)
      asked.set(index, known)
      return known
    }
    automaton.scan(bytes, length, (keyword, end) => {
      const size = keywords[keyword]?.length ?? 0
      if (keyword < NAME_KEYWORDS.length && readsNames && hits.names.length < MAX_NAMES && mayAssign(bytes, end, length, syntax))
        hits.names.push({ from: end - size, to: end })
      for (const index of rulesOf[keyword] ?? [])
        if (applies(index)) addWindow(hits, index, end - size, end + (compiled[index]?.rule.window ?? DEFAULT_WINDOW), length, bytes)
    })
    return resolve(bytes, length, { file, length, syntax, context: contextOf(file), hits, compiled })
  }
  return { rules: compiled.length + 1, scan }
}

function addWindow({ windows }: Hits, rule: number, hit: number, end: number, length: number, bytes: Buffer): void {
  // An address without `@` soon after it carries no password; most addresses are such.
  if (bytes[hit] === COLON && bytes[hit + 1] === SLASH && !hasAtSign(bytes, hit + 3, Math.min(length, hit + 200))) return
  const from = Math.max(0, hit - WINDOW_BEFORE)
  const to = Math.min(length, end)
  const found = windows.get(rule)
  if (found === undefined) {
    windows.set(rule, [{ from, to }])
    return
  }
  const last = found[found.length - 1]
  if (last !== undefined && from <= last.to) last.to = to
  else if (found.length < MAX_WINDOWS) found.push({ from, to })
}

interface Resolving {
  readonly file: string
  /** Bytes of the text; the buffer may be longer. */
  readonly length: number
  readonly syntax: Syntax
  readonly context: SecretContext
  readonly hits: Hits
  readonly compiled: readonly CompiledRule[]
}

function resolve(bytes: Buffer, length: number, resolving: Resolving): ScanResult {
  const secrets: RawSecret[] = []
  const dismissed: Dismissed[] = []
  for (const [index, windows] of resolving.hits.windows) {
    const compiled = resolving.compiled[index]
    if (compiled === undefined) continue
    for (const { from, to } of windows) runRule(bytes.toString('latin1', from, to), from, compiled, resolving, secrets, dismissed)
  }
  withoutExamples(secrets, dismissed, bytes, resolving)
  // What a rule with better eyes has dismissed stays dismissed.
  const refused = [...dismissed]
  let last = -1
  for (const hit of resolving.hits.names) {
    const from = lineStart(bytes, hit.from)
    const text = bytes.toString('latin1', from, Math.min(length, hit.to + LINE_AFTER))
    const name = nameRound(text, hit.from - from, hit.to - from)
    if (from + name.from === last) continue
    last = from + name.from
    if (secrets.length >= MAX_SECRETS) break
    const read = readName(text, name, resolving.syntax)
    if (read !== null && !refused.some((other) => other.from < from + read.to && other.to > from + read.from))
      addAssignment(read, { bytes, from, resolving }, secrets, dismissed)
  }
  return { secrets: withoutRepeats(secrets), dismissed }
}

/** Addresses and headers in a docstring are examples; only what no example would hold may be a live one. */
function withoutExamples(
  secrets: RawSecret[],
  dismissed: Dismissed[],
  bytes: Buffer,
  { syntax, length, file }: Pick<Resolving, 'syntax' | 'length' | 'file'>,
): void {
  if (syntax !== 'code' || !secrets.some(isSpelledOut)) return
  const text = bytes.toString('latin1', 0, length)
  const kept = secrets.flatMap((secret): RawSecret[] => {
    if (!isSpelledOut(secret) || shownAt(text, secret.from, file) !== 'documentation') return [secret]
    if (looksRandom(secret.value)) return [{ ...secret, confidence: 'possible' }]
    dismissed.push({ from: secret.from, to: secret.to, because: 'in a text for readers' })
    return []
  })
  secrets.splice(0, secrets.length, ...kept)
}

const isSpelledOut = ({ kind, confidence }: RawSecret): boolean =>
  confidence !== 'confirmed' && (kind === 'connection-string' || kind === 'authorization-header')

/** Whether a line is a comment or an example session: what stands there runs nowhere. */
function isComment(bytes: Buffer, at: number): boolean {
  const start = bytes.toString('latin1', lineStart(bytes, at), at)
  return COMMENT.test(start)
}

/** Live settings are put behind a comment sign too; only what no example would hold counts there. */
function isSureInComment(value: string): boolean {
  return looksRandom(value) && /\d/.test(value) && (value.length >= 24 || /[^A-Za-z\d]/.test(value))
}

function lineStart(bytes: Buffer, at: number): number {
  const newline = bytes.lastIndexOf(NEWLINE, at)
  return Math.max(newline + 1, at - LINE_BEFORE, 0)
}

function readName(text: string, name: { from: number; to: number }, syntax: Syntax): Assignment | null {
  const read = readAssignment(text, name.from, name.to, syntax)
  if (read !== null || !/(?:^|[^\w-])--$|(?:^|[ \t])-$/.test(text.slice(Math.max(0, name.from - 3), name.from))) return read
  const option = /[ \t]{1,4}["']?([^\s"'`<>|;&()]{4,200})/y
  option.lastIndex = name.to
  const found = option.exec(text)
  if (found === null) return null
  const value = found[1] ?? ''
  const to = option.lastIndex
  return {
    name: text.slice(name.from, name.to),
    nameFrom: name.from,
    operator: 'option',
    value,
    from: to - value.length,
    to,
    isQuoted: false,
    isComposed: false,
  }
}

interface AssignmentPlace {
  readonly bytes: Buffer
  /** Offset in the file of the text that was read. */
  readonly from: number
  readonly resolving: Resolving
}

function addAssignment(
  assignment: Assignment,
  { bytes, from, resolving }: AssignmentPlace,
  secrets: RawSecret[],
  dismissed: Dismissed[],
): void {
  const name = secretNameOf(assignment.name)
  if (name === null) return
  const value = Buffer.from(assignment.value, 'latin1').toString('utf8')
  const at = from + assignment.nameFrom
  const before = bytes.toString('latin1', Math.max(0, at - WINDOW_BEFORE), at)
  const judged = judgeAssignment({ ...assignment, value }, { name, context: resolving.context, syntax: resolving.syntax, before })
  const place = from + assignment.from
  if (judged.verdict === 'silent') return
  if (judged.verdict === 'dismissed') {
    dismissed.push({ from: place, to: place, because: judged.because })
    return
  }
  const shown = resolving.syntax === 'code' ? shownAt(bytes.toString('latin1', 0, resolving.length), place, resolving.file) : null
  if ((shown === 'documentation' || shown === 'bundle') && !looksRandom(value)) {
    dismissed.push({ from: place, to: place, because: shown === 'bundle' ? 'in the output of a bundler' : 'in a text for readers' })
    return
  }
  secrets.push({
    rule: `assigned-${name.kind}`,
    title: name.kind === 'secret-key' ? 'secret key' : name.kind,
    kind: name.kind,
    name: assignment.name,
    value,
    from: place,
    to: from + assignment.to,
    confidence:
      (shown !== null && shown !== 'comment') || (isComment(bytes, place) && !isSureInComment(value)) ? 'possible' : judged.confidence,
    because: judged.because,
    isGuessable: judged.isGuessable,
  })
}

/** One value is one secret: the surest rule that holds it stays, a named provider before a general one. */
function withoutRepeats(secrets: RawSecret[]): RawSecret[] {
  const rank = { confirmed: 0, likely: 1, possible: 2 }
  const sorted = secrets.sort((a, b) => a.from - b.from || rank[a.confidence] - rank[b.confidence] || b.to - a.to)
  const kept: RawSecret[] = []
  for (const secret of sorted) {
    // Sorted by their starts: only the one with the last end can reach into this one.
    const index = kept.length - 1
    const last = kept[index]
    const other = last !== undefined && last.to > secret.from ? last : undefined
    if (other === undefined) kept.push(secret)
    else if (
      rank[secret.confidence] < rank[other.confidence] ||
      (rank[secret.confidence] === rank[other.confidence] && other.rule.startsWith('assigned-') && !secret.rule.startsWith('assigned-'))
    ) {
      kept[index] = { ...secret, name: secret.name || other.name }
    } else if (other.name === '' && secret.name !== '') kept[index] = { ...other, name: secret.name }
  }
  return kept
}
