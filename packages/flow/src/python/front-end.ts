import type { LoweringIssue, Module, ModuleExport } from '../ir/ir.ts'
import { CALL_EXPRESSIONS } from './calls.ts'
import { COMPREHENSION_EXPRESSIONS } from './comprehensions.ts'
import { CONDITIONS } from './conditions.ts'
import { CONTROL_STATEMENTS } from './control.ts'
import { DEFINITION_EXPRESSIONS, DEFINITION_STATEMENTS } from './definitions.ts'
import { PLAIN_EXPRESSIONS } from './expressions.ts'
import { IMPORT_STATEMENTS } from './imports.ts'
import { type LowerExpression, Lowering, type LoweringTables } from './lowering.ts'
import { MATCH_STATEMENTS } from './match.ts'
import { createPythonParser } from './parser.ts'
import { collectScopes } from './scopes.ts'
import { SIMPLE_STATEMENTS } from './statements.ts'
import { STRING_EXPRESSIONS } from './strings.ts'
import { byKind } from './syntax-kinds.ts'
import { SyntaxTable } from './syntax-table.ts'

/** Lowers Python sources of any version from 2.7 to 3.14 to modules of the intermediate representation. */
export interface PythonFrontEnd {
  /** Never throws for what the text holds: what could not be lowered is in the module's issues. */
  lower(file: string, text: string): Module
}

/** What is left of an expression in a place that did not parse is lowered for the calls in it; its value is unknown. */
const lowerError: LowerExpression = (lowering, node) => {
  lowering.suite(node)
  return lowering.unknown(node)
}

const TABLES: LoweringTables = {
  expressions: byKind<LowerExpression>(
    PLAIN_EXPRESSIONS,
    STRING_EXPRESSIONS,
    CALL_EXPRESSIONS,
    COMPREHENSION_EXPRESSIONS,
    DEFINITION_EXPRESSIONS,
    {
      ERROR: lowerError,
    },
  ),
  statements: byKind(SIMPLE_STATEMENTS, IMPORT_STATEMENTS, CONTROL_STATEMENTS, MATCH_STATEMENTS, DEFINITION_STATEMENTS),
  conditions: byKind(CONDITIONS),
}

/** Sources beyond this many characters are reported, not parsed: the parser takes up to 300 bytes of memory for each. */
const MOST_CHARACTERS = 2_000_000

const EXEC_STATEMENT = /^([ \t]*)exec(?=[ \t]+[^\s=(.,)\]}])/mu

/**
 * The grammar takes Python 2's `exec` only with a name or a string. As `del`, which is as long with a space more, it takes any
 * expression; the lowering reads the original text and knows it again.
 */
function disguiseExec(text: string): string {
  return text.replace(new RegExp(EXEC_STATEMENT, 'gmu'), '$1del ')
}

/** Loads the grammar; one front end serves any number of files, one after another. */
export async function createPythonFrontEnd(): Promise<PythonFrontEnd> {
  const parser = await createPythonParser()
  const table = new SyntaxTable()
  return {
    lower(file, text) {
      const refuse = (kind: LoweringIssue['kind'], message: string): Module =>
        emptyModule(file, text, { kind, message, start: 0, end: text.length })
      if (text.length > MOST_CHARACTERS) return refuse('too-long', `longer than ${MOST_CHARACTERS} characters`)
      if (!parser.parse(text, table)) return refuse('too-long', 'the parser gave up')
      if (table.errors.length > 0 && EXEC_STATEMENT.test(text)) parser.parse(disguiseExec(text), table)
      return lowerTable(file, text, table)
    },
  }
}

function lowerTable(file: string, text: string, table: SyntaxTable): Module {
  const lowering = new Lowering(table, text, collectScopes(table, text), TABLES)
  lowering.suite(0)
  lowering.finish()
  const module = lowering.scopes.get(0)
  const exports: ModuleExport[] = [...(module?.slots ?? [])].map(([name, slot]) => ({ kind: 'local', name, slot }))
  return {
    file,
    language: 'python',
    functions: lowering.functions,
    classes: lowering.classes,
    imports: lowering.imports,
    exports: [...exports, ...lowering.stars],
    issues: [...syntaxErrors(table.errors), ...lowering.issues],
    lineStarts: lineStarts(text),
  }
}

/** Past this many, one issue stands for the rest. */
const MOST_ERRORS = 100

function syntaxErrors(errors: readonly number[]): LoweringIssue[] {
  const issues: LoweringIssue[] = []
  for (let index = 0; index < errors.length; index += 2) {
    const start = errors[index] as number
    const end = errors[index + 1] as number
    const isLast = issues.length === MOST_ERRORS
    const message = isLast
      ? `${(errors.length - index) / 2} more places do not parse`
      : end > start
        ? 'does not parse'
        : 'something is missing here'
    issues.push({ kind: 'syntax-error', message, start, end })
    if (isLast) break
  }
  return issues
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1)
  return starts
}

function emptyModule(file: string, text: string, issue: LoweringIssue): Module {
  return { file, language: 'python', functions: [], classes: [], imports: [], exports: [], issues: [issue], lineStarts: lineStarts(text) }
}
