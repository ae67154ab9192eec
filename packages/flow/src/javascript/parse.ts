import { extname } from 'node:path'
import { type ParserOptions, type Program, parseSync } from 'oxc-parser'
import type { LoweringIssue } from '../ir/ir.ts'
import { isDeeplyNested } from './nesting.ts'
import { recover } from './recover.ts'

export interface Parsed {
  readonly program: Program
  readonly issues: readonly LoweringIssue[]
}

/** Options that oxc-parser takes and its types do not name. */
interface RawOptions extends ParserOptions {
  readonly experimentalRawTransfer?: boolean
}

/** Raw transfer hands the tree over in shared memory, four times as fast as JSON; it wants 6 GiB of address space. */
let canTransferRaw = true

/**
 * Parses a file to ESTree with TypeScript nodes. Where oxc finds a syntax error, a parser that recovers takes over.
 * Never throws.
 */
export function parseJavaScript(file: string, text: string): Parsed {
  const source = text.startsWith('\uFEFF#!') ? text.replace(/^.*/, (line) => ' '.repeat(line.length)) : text
  // The native parser has a fixed stack and would take the process down with it.
  if (isDeeplyNested(source)) return recover(file, source, { isDeep: true })
  return parseNative(file, source) ?? recover(file, source, { isDeep: false })
}

/** Parses with oxc; null on a syntax error. Errors that leave the tree whole (`return` at top level) are none. */
export function parseNative(file: string, text: string): Parsed | null {
  try {
    const result = parseSync(file, text, {
      lang: dialect(file),
      preserveParens: false,
      experimentalRawTransfer: canTransferRaw,
    } as RawOptions)
    const { program } = result
    if (program.body.length === 0 && result.errors.length > 0) return null
    return { program, issues: [] }
  } catch (error) {
    // A tree too deep for the stack goes the careful way; any other failure is the transfer's.
    if (!canTransferRaw || (error instanceof RangeError && /call stack/i.test(error.message))) return null
    canTransferRaw = false
    return parseNative(file, text)
  }
}

/** JSX is allowed in every kind of file but TypeScript without x, where `<` may open a type assertion. */
export function dialect(file: string): 'jsx' | 'ts' | 'tsx' {
  const ending = extname(file).toLowerCase()
  if (ending === '.tsx') return 'tsx'
  return ending === '.ts' || ending === '.mts' || ending === '.cts' ? 'ts' : 'jsx'
}
