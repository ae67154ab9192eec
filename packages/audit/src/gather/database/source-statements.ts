import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceAnalysis } from '@assay/flow'
import { type GatheredFacts, valueIfKnown } from '../../model/facts.ts'

/** A statement that the source writes out as one text. */
export interface SourceStatement {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Those of an audit's source; none without one. */
export function statementsOf({ source }: { readonly source: string | null }, facts: GatheredFacts): readonly SourceStatement[] {
  const analysis = valueIfKnown(facts.source)
  return source === null || analysis === undefined ? [] : sourceStatements(source, analysis)
}

/** Names under which drivers and servers end a statement that takes or waits too long, with a value that is not zero. */
const LIMIT =
  /\b(?:statement_?timeout|lock_?timeout|max_(?:statement|execution)_time|query_?timeout|statementTimeoutMillis)["']?\s*(?:[:=]\s*|TO\s+|\(\s*)["'`]?(?!0\b)[\w$]/i

/** `file:line` where the application sets a limit of its statements for itself, which no other session sees; null where it does not. */
export function statementLimitIn({ source }: { readonly source: string | null }, facts: GatheredFacts): string | null {
  const analysis = valueIfKnown(facts.source)
  if (source === null || analysis === undefined) return null
  for (const { file, role, bytes } of analysis.files) {
    if (role !== 'application' || bytes > MAX_FILE_BYTES) continue
    const text = textOf(join(source, file))
    const at = LIMIT.exec(text)?.index
    if (at !== undefined) return `${file}:${text.slice(0, at).split('\n').length}`
  }
  return null
}

const MAX_STATEMENTS = 400
const MAX_FILE_BYTES = 1_000_000
/** A literal that begins as a statement does, up to the quotes that opened it. */
const LITERAL = /("""|'''|"|'|`)(\s*(?:SELECT|UPDATE|DELETE\s+FROM|WITH)\s(?:(?!\1)[\s\S]){6,4000}?)\1/gi
/** Whatever is put in while it runs: such a text is not the statement. */
const PUT_IN = /\$\{|%[sd(]|\{\w*\}|\\(?![n"'`])/

/** Statements that files of the application hold as whole texts; what is put together while it runs is left out. Whether they are SQL is for the database to say. */
export function sourceStatements(root: string, { files }: Pick<SourceAnalysis, 'files'>): readonly SourceStatement[] {
  const found: SourceStatement[] = []
  for (const { file, role, bytes } of files) {
    if (role !== 'application' || bytes > MAX_FILE_BYTES) continue
    const text = textOf(join(root, file))
    for (const match of text.matchAll(LITERAL)) {
      const statement = (match[2] ?? '')
        .replaceAll('\\n', ' ')
        .replaceAll(/\\(["'`])/g, '$1')
        .replaceAll(/\s+/g, ' ')
        .trim()
      if (PUT_IN.test(match[2] ?? '') || found.length >= MAX_STATEMENTS) continue
      found.push({ file, line: text.slice(0, match.index).split('\n').length, text: statement })
    }
  }
  return found
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
