import { defineControl, live } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { DatabaseFact, IndexFact, MissingIndexFact, StatementFact, TableFact } from '../../model/facts/database.ts'
import { type Finding, failIfAny, type Outcome, pass } from '../../model/outcome.ts'
import type { Confidence } from '../../model/words.ts'
import {
  databaseLocation,
  evidenceOfStatement,
  finding,
  locationOf,
  statementEvidence,
  statementOf,
  withoutStatements,
} from '../database-checks.ts'
import { tidy } from '../load-checks.ts'

export const dbIndexes = defineControl({
  id: 'db.indexes',
  title: 'Filtered, joined and sorted columns are indexed; plans have no large sequential scan',
  why: 'Protects latency growth.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-03', 'B-DB-04', 'PERF-001', 'PERF-006'],
  verifiedBy: {
    live: 'EXPLAIN (opt-in DB URL) for captured queries; unused/duplicate index list',
    static: 'model columns used in filters vs index declarations',
  },
  passesWhen: 'every hot filter indexed; plans attached',
  failsWhen: 'seq scan > 10k rows on hot path',
  fix: { any: 'db.Index(...)' },
  effortHours: [4, 16],
  checks: [
    live(['database', 'now'], ({ database, now }): Outcome => {
      const findings = [
        ...database.missingIndexes.flatMap((missing) => missingFinding(missing, database)),
        ...database.statements.flatMap((statement) => scanFindings(statement, database)),
        ...database.tables.flatMap((table) => deleteFindings(table, database)),
        ...database.indexes.flatMap((index) => indexFindings(index, database, now)),
      ]
      const planned = database.statements.filter(({ plan }) => plan !== null && plan.because === '' && plan.scans.length > 0)
      return failIfAny(findings, () =>
        planned.length === 0
          ? withoutStatements(database)
          : pass(
              inventory(
                'statements whose plans read no large table whole',
                planned.map(
                  ({ id, text, plan }) =>
                    `${id} ${text.slice(0, 120)}: ${plan?.scans.map(({ kind, table }) => `${kind} on ${table}`).join(', ')}`,
                ),
              ),
              inventory(
                'indexes, none of them double',
                database.indexes.map(({ name, scans }) => `${name}: ${scans} scans`),
              ),
            ),
      )
    }),
  ],
})

/** A sequential scan of fewer rows is the fastest way. */
const LARGE_SCAN_ROWS = 10_000
/** Share of the rows read up to which the rest was read for nothing. */
const USEFUL_SHARE = 0.05
const SLOW_SCAN_MS = 5
/** A measured index has to make the statement at least so much faster. */
const WORTHWHILE = 0.5
const CONFIDENCE: Readonly<Record<MissingIndexFact['method'], Confidence>> = {
  measured: 'confirmed',
  planner: 'likely',
  counted: 'likely',
  columns: 'possible',
}

function missingFinding(missing: MissingIndexFact, database: DatabaseFact): Finding[] {
  const { table, columns, endpoints, method, millisecondsBefore, millisecondsAfter, costBefore, costAfter, tableRows } = missing
  const isWorthIt = millisecondsBefore === null || millisecondsAfter === null || millisecondsAfter <= millisecondsBefore * WORTHWHILE
  const [endpoint] = endpoints
  if (endpoint === undefined && database.engine === 'sqlite')
    return [writtenFinding(missing, database) ?? foreignKeyFinding(missing, database)]
  if (endpoint === undefined || !isWorthIt) return []
  const gain =
    millisecondsBefore !== null && millisecondsAfter !== null
      ? `built for a moment, it made the statement ${tidy(millisecondsBefore / Math.max(0.001, millisecondsAfter))} times faster (${tidy(millisecondsBefore)} to ${tidy(millisecondsAfter)} ms)`
      : costAfter === null
        ? 'no index serves its filter'
        : `with it the planner leaves the scan and expects ${tidy(costBefore / Math.max(0.01, costAfter))} times less cost`
  const after: readonly Evidence[] = missing.planAfter.length === 0 ? [] : [inventory('plan with the index', missing.planAfter)]
  return [
    finding(
      locationOf(endpoint),
      `${endpoints.join(', ')} reads the ${Math.round(tableRows)} rows of ${table} to return ${tidy(missing.rowsReturned)}; an index on (${columns.join(', ')}) is missing: ${gain}`,
      400,
      [
        { kind: 'measurement', metric: 'rows of the table', value: Math.round(tableRows), unit: 'rows', samples: 1 },
        ...evidenceOfStatement(database, missing.statement),
        ...after,
      ],
      { confidence: CONFIDENCE[method] },
    ),
  ]
}

/** A statement of the source whose plan reads a large table whole, and would not with the index; null when nobody wrote it. */
function writtenFinding({ table, columns, tableRows, statement }: MissingIndexFact, database: DatabaseFact): Finding | null {
  const writtenAt = statementOf(database, statement)?.writtenAt
  if (writtenAt === undefined) return null
  return finding(
    databaseLocation(`table ${table}`),
    `The statement in ${writtenAt} reads all of about ${Math.round(tableRows)} rows of ${table}; with an index on (${columns.join(', ')}) the planner reads those it asks for`,
    400,
    [inventory('statement of the source', [writtenAt]), ...evidenceOfStatement(database, statement)],
    { severity: 'low', confidence: 'likely' }, // how often it runs is not seen
  )
}

/** Nobody sees from outside who asks: what is told is what each delete of a parent and each join from it would read. */
function foreignKeyFinding({ table, columns, tableRows, statement }: MissingIndexFact, database: DatabaseFact): Finding {
  return finding(
    databaseLocation(`table ${table}`),
    `No index of ${table} begins with (${columns.join(', ')}), which refers to another table: each delete there, and each join from there, reads all of about ${Math.round(tableRows)} rows`,
    400,
    [inventory('foreign key without an index', [`${table} (${columns.join(', ')})`]), ...evidenceOfStatement(database, statement)],
    { severity: 'low', confidence: 'likely' },
  )
}

/** A large table read whole for little, where no index was found that would help. */
function scanFindings(statement: StatementFact, database: DatabaseFact): Finding[] {
  const { id, plan, rowsReadPerCall, rowsPerCall } = statement
  const endpoint = database.endpoints.find(({ statements }) => statements.some((each) => each.statement === id))
  const own = endpoint?.statements.find((each) => each.statement === id)
  if (endpoint === undefined || own === undefined || plan === null || rowsReadPerCall === null) return []
  if (database.missingIndexes.some((missing) => missing.statement === id)) return []
  const isWaste = rowsReadPerCall >= LARGE_SCAN_ROWS && rowsPerCall <= rowsReadPerCall * USEFUL_SHARE && own.medianMs >= SLOW_SCAN_MS
  const scan = plan.scans.find(({ kind, tableRows, filter }) => kind === 'sequential' && tableRows >= LARGE_SCAN_ROWS && filter !== '')
  if (!isWaste || scan === undefined) return []
  return [
    finding(
      locationOf(endpoint.endpoint),
      `${endpoint.endpoint} reads about ${Math.round(rowsReadPerCall)} rows of ${scan.table} one after another to return ${tidy(rowsPerCall)} (${tidy(own.medianMs)} ms); no plain index serves ${scan.filter}`,
      400,
      [statementEvidence(statement)],
      { severity: 'low', confidence: 'likely' },
    ),
  ]
}

/** A foreign key without an index is searched whole for each row of the parent that is deleted: told where the key or the server's counts say that rows are. */
function deleteFindings({ name, rows, searchedOnDelete = [] }: TableFact, { missingIndexes }: DatabaseFact): Finding[] {
  if (rows < LARGE_SCAN_ROWS) return []
  return searchedOnDelete
    .filter(({ columns }) => !missingIndexes.some((missing) => missing.table === name && missing.columns[0] === columns.split(', ')[0]))
    .map(({ columns, parent, deletes, acts }) =>
      finding(
        databaseLocation(`table ${name}`),
        `No index of ${name} begins with (${columns}), which refers to ${parent}: each row that is deleted there reads all of about ${Math.round(rows)} rows here`,
        400,
        [
          inventory('foreign key without an index', [
            `${name} (${columns}) refers to ${parent}${acts ? ', and acts when a row of it is deleted' : ''}; ${deletes} rows of ${parent} were deleted so far`,
          ]),
        ],
        { confidence: deletes > 0 ? 'confirmed' : 'likely' },
      ),
    )
}

/** Under so many rows an index too many costs nothing that matters. */
const SMALL_TABLE_ROWS = 1000
/** A month has its reports; a week has most of what a service does. */
const UNUSED_DAYS = 7
const DAY_MS = 86_400_000

function indexFindings(index: IndexFact, database: DatabaseFact, now: string): Finding[] {
  const { name, table, coveredBy, definition, isValid } = index
  const rows = database.tables.find((each) => each.name === table)?.rows ?? 0
  const shown: Finding['evidence'] = [inventory('index', [definition])]
  const place = databaseLocation(`index ${name}`)
  if (!isValid) return [finding(place, `Index ${name} is invalid: it is written to and never read`, 400, shown)]
  if (coveredBy !== null && (coveredBy.isSame || rows >= SMALL_TABLE_ROWS)) {
    const other = database.indexes.find((each) => each.name === coveredBy.index)
    const relation = coveredBy.isSame ? 'the same as' : 'the beginning of'
    return [
      finding(
        place,
        `Index ${name} is ${relation} ${coveredBy.index}: each write keeps both`,
        400,
        [inventory('indexes', [definition, other?.definition ?? coveredBy.index])],
        { severity: 'low' },
      ),
    ]
  }
  if (isUnused(index, database, now, rows))
    return [
      finding(place, `No statement used index ${name} since ${database.statisticsSince?.slice(0, 10)}`, 400, shown, {
        severity: 'low',
        confidence: 'likely',
      }),
    ]
  return []
}

/** Statistics of a few days, or of a standby that others read, say nothing of use. */
function isUnused({ name, scans, isUnique, isConstraint, table }: IndexFact, database: DatabaseFact, now: string, rows: number): boolean {
  if (scans > 0 || isUnique || isConstraint || database.statisticsSince === null || rows < LARGE_SCAN_ROWS) return false
  // The server tells uses late: a plan that names the index is a use.
  if (database.statements.some(({ plan }) => plan?.scans.some((scan) => scan.index !== null && name.endsWith(`.${scan.index}`))))
    return false
  const facts = database.tables.find((each) => each.name === table)
  const isRead = (facts?.sequentialScans ?? 0) + (facts?.indexScans ?? 0) > 0
  return isRead && Date.parse(now) - Date.parse(database.statisticsSince) >= UNUSED_DAYS * DAY_MS
}
