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
