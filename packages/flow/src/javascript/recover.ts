import { type ParserOptions, parse } from '@babel/parser'
import type { Program } from 'oxc-parser'
import type { LoweringIssue } from '../ir/ir.ts'
import { dialect, type Parsed, parseNative } from './parse.ts'

const EMPTY = { type: 'Program', body: [], sourceType: 'module', hashbang: null, start: 0, end: 0 } as Program
/** Broken lines taken out one by one before the file is read in pieces. */
const MAX_ATTEMPTS = 8

interface Blanked {
  readonly text: string
  readonly issues: LoweringIssue[]
}

/**
 * Reads a file that the native parser refused: with a parser that recovers, then without the lines that stop it. What is
 * taken out is blanked, so that offsets stay true.
 */
export function recover(file: string, text: string, { isDeep }: { readonly isDeep: boolean }): Parsed {
  let blanked: Blanked = { text, issues: [] }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const result = parseTolerant(file, blanked.text)
    if (result.kind === 'parsed') return { program: result.program, issues: [...blanked.issues, ...result.issues] }
    if (result.kind === 'too-deep')
      return { program: EMPTY, issues: [{ kind: 'too-deep', message: 'nested too deep to be read', start: 0, end: text.length }] }
    blanked = blankLine(blanked, result.at, result.message)
    const native = isDeep ? null : parseNative(file, blanked.text)
    if (native !== null) return { program: native.program, issues: blanked.issues }
  }
  return {
    program: EMPTY,
    issues: [{ kind: 'syntax-error', message: blanked.issues[0]?.message ?? 'not readable', start: 0, end: text.length }],
  }
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
    return { kind: 'too-deep' }
  }
}

function babelOptions(file: string): ParserOptions {
  const lang = dialect(file)
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
    plugins:
      lang === 'jsx'
        ? ['estree', 'jsx', 'flow', 'decorators']
        : lang === 'tsx'
          ? ['estree', 'jsx', 'typescript', 'decorators-legacy']
          : ['estree', 'typescript', 'decorators-legacy'],
  }
}

function positionOf(error: unknown, text: string): number {
  const { pos } = error as { pos?: unknown }
  return typeof pos === 'number' ? Math.min(pos, text.length) : 0
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message

/** Blanks the line that holds `at`, or the last one before it that is not blank already. */
function blankLine({ text, issues }: Blanked, at: number, message: string): Blanked {
  let end = at
  while (end > 0 && /\s/.test(text[Math.min(end, text.length - 1)] ?? ' ')) end--
  const start = text.lastIndexOf('\n', end - 1) + 1
  const found = text.indexOf('\n', end)
  const stop = found < 0 ? text.length : found
  return {
    text: text.slice(0, start) + ' '.repeat(stop - start) + text.slice(stop),
    issues: [...issues, { kind: 'syntax-error', message, start, end: stop }],
  }
}
