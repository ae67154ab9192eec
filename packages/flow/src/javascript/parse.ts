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
  const native = isDeeplyNested(source) ? null : parseNative(file, source)
  return native ?? recover(file, source)
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
    if (result.errors.length > 0 && isCutShort(program, text)) return null
    return { program, issues: [] }
  } catch (error) {
    // A tree too deep for the stack goes the careful way; any other failure is the transfer's.
    if (!canTransferRaw || (error instanceof RangeError && /call stack/i.test(error.message))) return null
    canTransferRaw = false
    return parseNative(file, text)
  }
}

/** On an error the parser gives an empty tree, or one that stops where the error is. */
function isCutShort({ body }: Program, text: string): boolean {
  const rest = text.slice(body.at(-1)?.end ?? 0)
  return /\S/.test(rest.replace(/\/\*.*?\*\/|\/\/[^\n]*|[;\s]+/gs, ''))
}

/** JSX is allowed in every kind of file but TypeScript without x, where `<` may open a type assertion. */
export function dialect(file: string): 'jsx' | 'ts' | 'tsx' | 'dts' {
  if (/\.d\.[cm]?ts$/i.test(file)) return 'dts'
  if (/\.tsx$/i.test(file)) return 'tsx'
  return /\.[cm]?ts$/i.test(file) ? 'ts' : 'jsx'
}
