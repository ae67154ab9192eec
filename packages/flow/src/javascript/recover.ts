import { type ParserOptions, parse } from '@babel/parser'
import type { Program } from 'oxc-parser'
import type { LoweringIssue } from '../ir/ir.ts'
import { isDeeplyNested } from './nesting.ts'
import { dialect, type Parsed, parseNative } from './parse.ts'

const EMPTY = { type: 'Program', body: [], sourceType: 'module', hashbang: null, start: 0, end: 0 } as Program
/** Broken statements taken out one by one before the file is read in pieces. */
const MAX_BLANKED = 5
/** Pieces joined with the ones before them when they cannot be read alone: a template that holds a line without indent. */
const MAX_JOINED = 4

/** Text with what could not be read blanked, so that offsets stay true. */
interface Blanked {
  readonly text: string
  readonly issues: readonly LoweringIssue[]
}

/**
 * Reads a file that the native parser refuses, or must not see because it nests too deep: with a parser that recovers,
 * then without the statements that stop it, then piece by piece.
 */
export function recover(file: string, text: string): Parsed {
  const byBlanking = recoverByBlanking(file, text)
  if (byBlanking !== null && missing(byBlanking) === 0) return byBlanking
  const inPieces = recoverInPieces(file, text)
  return byBlanking !== null && missing(byBlanking) <= missing(inPieces) ? byBlanking : inPieces
}

/** How much of the text was not read. Of two ways, the one that leaves out less has understood better where the error is. */
function missing({ issues }: Parsed): number {
  return issues.reduce((sum, { start, end }) => sum + end - start, 0)
}

function recoverByBlanking(file: string, text: string): Parsed | null {
  let blanked: Blanked = { text, issues: [] }
  for (let attempt = 0; attempt <= MAX_BLANKED; attempt++) {
    const result = parseTolerant(file, blanked.text)
    if (result.kind === 'parsed') return { program: result.program, issues: [...blanked.issues, ...result.issues] }
    if (result.kind === 'too-deep') return null
    blanked = blankAround(blanked, result.at, result.message)
    const native = parseSafely(file, blanked.text)
    if (native !== null) return { program: native.program, issues: blanked.issues }
  }
  return null
}

/** Parses with the native parser what it can take. */
function parseSafely(file: string, text: string): Parsed | null {
  return isDeeplyNested(text) ? null : parseNative(file, text)
}

/** Statements at the left margin are read alone; those that fail are blanked and the rest is read as a whole. */
function recoverInPieces(file: string, text: string): Parsed {
  const issues: LoweringIssue[] = []
  const kept: string[] = []
  const pieces = splitAtMargin(text)
  for (let position = 0; position < pieces.length; ) {
    const [start, taken] = readable(file, text, pieces, position)
    const end = pieces[position + Math.max(taken, 1)] ?? text.length
    const piece = text.slice(start, end)
    kept.push(taken > 0 ? piece : piece.replace(/[^\n]+/g, (line) => ' '.repeat(line.length)))
    if (taken === 0) {
      const isDeep = isDeeplyNested(piece)
      const message = isDeep ? 'nested too deep to be read' : 'a statement that could not be read'
      issues.push({ kind: isDeep ? 'too-deep' : 'syntax-error', message, start, end })
    }
    position += Math.max(taken, 1)
  }
  const parsed = parseSafely(file, kept.join(''))
  if (parsed !== null) return { program: parsed.program, issues }
  const [first] = issues
  return {
    program: EMPTY,
    issues: [{ kind: first?.kind ?? 'syntax-error', message: first?.message ?? 'not readable', start: 0, end: text.length }],
  }
}

/** Where the piece starts, and how many pieces from there make something that can be read; none when it cannot. */
function readable(file: string, text: string, pieces: readonly number[], position: number): [start: number, taken: number] {
  const start = pieces[position] ?? 0
  for (let taken = 1; taken <= MAX_JOINED; taken++) {
    const end = pieces[position + taken] ?? text.length
    if (parseSafely(file, text.slice(start, end)) !== null) return [start, taken]
    if (end === text.length) break
  }
  return [start, 0]
}

/** Offsets of lines that begin a statement at the left margin; the first is 0. */
function splitAtMargin(text: string): number[] {
  const starts = [0]
  for (const { index } of text.matchAll(/^(?!else\b|catch\b|finally\b|while\b)[\w$@#'"`([]/gm)) if (index > 0) starts.push(index)
  return starts
}

type Tolerant =
  | { readonly kind: 'parsed'; readonly program: Program; readonly issues: readonly LoweringIssue[] }
  | { readonly kind: 'stopped'; readonly at: number; readonly message: string }
  | { readonly kind: 'too-deep' }

function parseTolerant(file: string, text: string): Tolerant {
  try {
    const { program, errors } = parse(text, babelOptions(file))
    const issues = (errors ?? []).map((error): LoweringIssue => {
      const at = positionOf(error, text)
      return { kind: 'syntax-error', message: firstLine(String((error as { message?: unknown }).message)), start: at, end: at }
    })
    return { kind: 'parsed', program: program as unknown as Program, issues }
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'stopped', at: positionOf(error, text), message: firstLine(error.message) }
    return { kind: 'too-deep' } // RangeError: its recursion ran out of stack, which JavaScript survives
  }
}

function babelOptions(file: string): ParserOptions {
  return {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowNewTargetOutsideFunction: true,
    allowUndeclaredExports: true,
    attachComment: false,
    plugins: ['estree', ...pluginsOf(dialect(file))],
  }
}

function pluginsOf(lang: ReturnType<typeof dialect>): NonNullable<ParserOptions['plugins']> {
  switch (lang) {
    case 'jsx':
      return ['jsx', 'flow', 'decorators']
    case 'tsx':
      return ['jsx', 'typescript', 'decorators-legacy']
    default:
      return [['typescript', { dts: lang === 'dts' }], 'decorators-legacy']
  }
}

function positionOf(error: unknown, text: string): number {
  const { pos } = error as { pos?: unknown }
  return typeof pos === 'number' ? Math.min(pos, text.length) : 0
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message

/** Blanks the statement round `at` within its line, or all of the line when nothing is left of the statement. */
function blankAround({ text, issues }: Blanked, at: number, message: string): Blanked {
  let last = Math.min(at, text.length - 1)
  while (last > 0 && text.charCodeAt(last) <= 32) last--
  const lineStart = text.lastIndexOf('\n', last) + 1
  const newline = text.indexOf('\n', last)
  const lineEnd = newline < 0 ? text.length : newline
  const before = text.slice(lineStart, last)
  const afterLength = text.slice(last, lineEnd).search(/[;}]/)
  let start = lineStart + Math.max(before.lastIndexOf(';'), before.lastIndexOf('{'), before.lastIndexOf('}')) + 1
  let end = afterLength < 0 ? lineEnd : last + afterLength
  if (text.slice(start, end).trim() === '') [start, end] = [lineStart, lineEnd]
  return {
    text: text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
    issues: [...issues, { kind: 'syntax-error', message, start, end }],
  }
}
