import type { DatabaseSync } from 'node:sqlite'
import type { MissingIndexFact, PlanScan, StatementFact, TableFact } from '../../../model/facts/database.ts'
import type { SourceStatement } from '../source-statements.ts'
import { numberOf, textOf } from '../values.ts'
import type { SqliteFile } from './file.ts'
import { quoted } from './schema.ts'

/** Of so many rows the different values of a column are counted. */
const SAMPLED_ROWS = 20_000
/** A condition that leaves more than a twentieth of the rows gains little by an index. */
const LEAST_VALUES = 20
const CANDIDATE = 'assay_candidate'

export interface SourcePlan {
  readonly statement: StatementFact
  readonly missing: MissingIndexFact | null
}

/**
 * Plans of the statements that the source holds, and the index that the planner itself would take for a large table which it reads whole:
 * it is asked again on a copy of the schema in memory that has the index. What is no statement for this file is left out.
 */
export function sourcePlans(
  file: SqliteFile,
  tables: readonly TableFact[],
  statements: readonly SourceStatement[],
  leastRows: number,
): readonly SourcePlan[] {
  const copy = statements.length === 0 ? null : file.emptyCopy()
  try {
    return statements.flatMap((statement, at) => {
      const lines = planOf(file, statement.text)
      if (lines === null) return []
      const scans = scansOf(lines, statement.text, tables)
      const large = scans.find(({ kind, tableRows }) => kind === 'sequential' && tableRows >= leastRows)
      const id = `s${at + 1}`
      const column = large === undefined || copy === null ? null : missingColumn(file, copy, large.table, statement.text)
      return [
        {
          statement: factOf(id, statement, lines, scans),
          missing: large === undefined || column === null ? null : missingFact(id, large, column),
        },
      ]
    })
  } finally {
    copy?.close()
  }
}

function planOf(file: SqliteFile, text: string): readonly string[] | null {
  try {
    return file.rows(`EXPLAIN QUERY PLAN ${text}`).map((row) => textOf(row.detail))
  } catch {
    return null
  }
}

/** `SCAN orders`, `SCAN o USING COVERING INDEX ...`, `SEARCH orders USING INDEX ...`: by its alias where the statement gives one. */
function scansOf(lines: readonly string[], text: string, tables: readonly TableFact[]): readonly PlanScan[] {
  return lines.flatMap((line): PlanScan[] => {
    const parts =
      /^(?<how>SCAN|SEARCH) (?:TABLE )?(?<name>\w+)(?: AS \w+)?(?: USING (?:AUTOMATIC )?(?:COVERING )?(?:INDEX (?<index>\w+)|INTEGER PRIMARY KEY|PRIMARY KEY))?/.exec(
        line,
      )?.groups
    const table = parts === undefined ? undefined : tableOf(parts.name ?? '', text, tables)
    if (parts === undefined || table === undefined) return []
    const isWhole = parts.how === 'SCAN' && parts.index === undefined
    return [{ table: table.name, kind: isWhole ? 'sequential' : 'index', index: parts.index ?? null, filter: '', tableRows: table.rows }]
  })
}

function tableOf(name: string, text: string, tables: readonly TableFact[]): TableFact | undefined {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
  const direct = tables.find((table) => same(table.name, name))
  if (direct !== undefined) return direct
  const aliased = new RegExp(`[\\s,(]"?(\\w+)"?\\s+(?:AS\\s+)?${name}\\b`, 'i').exec(text)?.[1]
  return aliased === undefined ? undefined : tables.find((table) => same(table.name, aliased))
}

/** The column, compared for equality in the statement, whose index the planner would use instead of reading the table whole. */
function missingColumn(file: SqliteFile, copy: DatabaseSync, table: string, text: string): string | null {
  const columns = file.rows('SELECT name FROM pragma_table_info(?)', [table]).map((row) => textOf(row.name))
  for (const column of columns) {
    if (!new RegExp(`\\b${column}"?\\s*(?:=|IN\\b)\\s*(?:\\?|[:@$]\\w+|'|\\d|\\()`, 'i').test(text)) continue
    if (!isServedBy(copy, table, column, text) || valuesIn(file, table, column) < LEAST_VALUES) continue
    return column
  }
  return null
}

function isServedBy(copy: DatabaseSync, table: string, column: string, text: string): boolean {
  try {
    copy.exec(`CREATE INDEX ${CANDIDATE} ON ${quoted(table)} (${quoted(column)})`)
    const lines = copy.prepare(`EXPLAIN QUERY PLAN ${text}`).all()
    return lines.some(({ detail }) => new RegExp(`^SEARCH .*INDEX ${CANDIDATE} \\(`).test(String(detail)))
  } catch {
    return false
  } finally {
    copy.exec(`DROP INDEX IF EXISTS ${CANDIDATE}`)
  }
}

/** Different values among the first rows: a number, never the values. */
function valuesIn(file: SqliteFile, table: string, column: string): number {
  const name = quoted(column)
  const text = `SELECT count(DISTINCT ${name}) AS many FROM (SELECT ${name} FROM ${quoted(table)} LIMIT ${SAMPLED_ROWS})`
  return numberOf(file.rows(text)[0]?.many)
}

function factOf(id: string, { file, line, text }: SourceStatement, lines: readonly string[], scans: readonly PlanScan[]): StatementFact {
  return {
    id,
    text: text.replaceAll(/'(?:[^']|'')*'/g, '?').slice(0, 600),
    kind: /^update/i.test(text) ? 'update' : /^delete/i.test(text) ? 'delete' : 'select',
    role: '',
    tables: [...new Set(scans.map(({ table }) => table))],
    calls: 0,
    meanMs: 0,
    maxMs: 0,
    rowsPerCall: 0,
    blocksPerCall: null,
    rowsReadPerCall: null,
    plan: { how: 'generic', cost: 0, lines: lines.slice(0, 40), scans, because: '' },
    writtenAt: `${file}:${line}`,
  }
}

function missingFact(statement: string, { table, tableRows }: PlanScan, column: string): MissingIndexFact {
  return {
    table,
    columns: [column],
    statement,
    endpoints: [],
    method: 'planner',
    costBefore: 0,
    costAfter: null,
    millisecondsBefore: null,
    millisecondsAfter: null,
    tableRows,
    rowsReturned: 0,
    planAfter: [],
  }
}
