import { defineControl, live, load } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseFact, LockWaitFact, TableFact } from '../../model/facts/database.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import {
  databaseLocation,
  endpointLocation,
  evidenceOfStatement,
  finding,
  locationOf,
  measurement,
  settingOf,
  span,
  statementOf,
  withoutStatements,
} from '../database-checks.ts'
import { againstBudget, measured, performanceFinding, tidy, unusable } from '../load-checks.ts'
import { embeddedCheck } from './embedded.ts'

export const dbQueryLatency = defineControl({
  id: 'db.query-latency',
  title: 'Query time is within budget',
  why: 'Protects latency.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-03', 'B-DB-10', 'B-MET-03', 'B-THR-04', 'B-PLAN-10', 'PERF-001', 'PERF-005'],
  verifiedBy: {
    live: 'query timings from DB stats/log for audited routes, else route-level estimate marked indirect',
    load: '>=50 samples per list query',
    config: 'SQLite as the only database: its time is part of the latency of endpoints',
  },
  passesWhen: 'p95 < 50 ms (documents; target < 20 ms list)',
  failsWhen: 'p95 above budget',
  fix: { any: 'index / rewrite' },
  effortHours: [4, 16],
  checks: [
    live(['database', 'now'], ({ database, now }, { budgets }): Outcome => {
      const findings = [
        ...slowStatements(database, budgets.queryMs),
        ...longestWaits(database)
          .filter(({ waitedMs }) => waitedMs >= LONG_LOCK_WAIT_MS)
          .map(lockFinding),
        ...bufferFindings(database),
        ...memoryFindings(database),
        ...vacuumFindings(database, now),
      ]
      const timed = database.endpoints.filter(({ databaseMs }) => databaseMs !== null)
      return failIfAny(findings, () =>
        timed.length === 0
          ? withoutStatements(database)
          : pass(
              inventory(
                `endpoints with every statement inside ${budgets.queryMs} ms, by the server's own clock`,
                timed.map(
                  ({ endpoint, databaseMs, statements }) =>
                    `${endpoint}  ${statements.length} statements, ${tidy(databaseMs?.p50 ?? 0)} ms of a request`,
                ),
                database.endpoints.length,
              ),
            ),
      )
    }),
    load(['performance'], ({ performance: { database } }, { budgets }) => {
      if (!database.assessed) return notVerified('no-data', database.because)
      const usable = database.endpoints.flatMap((endpoint) =>
        unusable(endpoint) === null && endpoint.latencyMs !== null
          ? [{ name: endpoint.name, requests: endpoint.requests, p95: endpoint.latencyMs.p95 }]
          : [],
      )
      const [first] = usable
      if (first === undefined) return notVerified('no-data', 'no endpoint that asks the database could be measured')
      const findings = usable
        .filter(({ p95 }) => againstBudget(p95, budgets.queryMs) === 'outside')
        .map(({ name, p95, requests }) =>
          performanceFinding(
            name,
            `${name} takes ${tidy(p95.value)} ms at p95, one request at a time; the budget with its queries is ${budgets.queryMs} ms`,
            measured('p95', 'ms', p95, requests, budgets.queryMs),
          ),
        )
      const unclear = usable.filter(({ p95 }) => againstBudget(p95, budgets.queryMs) === 'unclear')
      return failIfAny(findings, () =>
        unclear.length === usable.length
          ? notVerified(
              'inconclusive',
              `the intervals of ${unclear.map(({ name }) => name).join(', ')} hold the budget of ${budgets.queryMs} ms`,
            )
          : pass(
              inventory(
                'endpoints with their queries inside the budget',
                usable.filter((endpoint) => !unclear.includes(endpoint)).map(({ name, p95 }) => `${name}  p95 ${tidy(p95.value)} ms`),
                usable.length,
              ),
            ),
      )
    }),
    embeddedCheck('SQLite is the only database: it runs inside the service, where its time is part of the latency of each endpoint'),
  ],
})

/** One slow call is how a cold cache looks. */
const ENOUGH_REQUESTS = 3
/** Waits as long as this are felt by whoever asks. */
const LONG_LOCK_WAIT_MS = 500

function slowStatements(database: DatabaseFact, budgetMs: number): Finding[] {
  return database.endpoints.flatMap((endpoint) =>
    endpoint.statements
      .filter(({ medianMs, calls }) => medianMs > budgetMs && calls.filter((count) => count > 0).length >= ENOUGH_REQUESTS)
      .filter(() => !database.lockWaits.some((wait) => wait.endpoint === endpoint.endpoint))
      .map((own) =>
        finding(
          endpointLocation(endpoint),
          `${endpoint.endpoint}: a ${statementOf(database, own.statement)?.kind ?? 'statement'} takes ${span(own.medianMs)} at the median, by the server's own clock; the budget is ${budgetMs} ms`,
          400,
          [
            { ...measurement('time of the statement', own.medianMs, 'ms', own.calls.length), budget: budgetMs },
            ...evidenceOfStatement(database, own.statement),
          ],
        ),
      ),
  )
}

/** The longest wait of each endpoint; the facts tell the longest first. */
function longestWaits({ lockWaits }: DatabaseFact): readonly LockWaitFact[] {
  return lockWaits.filter(({ endpoint }, index) => lockWaits.findIndex((other) => other.endpoint === endpoint) === index)
}

function lockFinding({ endpoint, waitedMs, chain }: LockWaitFact): Finding {
  const [root] = chain
  return finding(
    locationOf(endpoint),
    `${endpoint} waited ${span(waitedMs)} for a lock held by a session that is ${root?.state ?? 'unknown'}`,
    667,
    [
      inventory(
        'who waits for whom, the holder first',
        chain.map(({ pid, state, query }) => `${pid} (${state}): ${query}`),
      ),
    ],
  )
}

/** Blocks read from outside the server's memory, from which on their share means something. */
const MANY_READS = 5000
const HIT_SHARE = 0.9

function bufferFindings(database: DatabaseFact): Finding[] {
  const { buffers, sizeBytes } = database
  if (buffers === null || buffers.reads < MANY_READS) return []
  const share = buffers.hits / (buffers.hits + buffers.reads)
  if (share >= HIT_SHARE) return []
  const memory = memoryOf(database)
  return [
    finding(
      databaseLocation(memory.name),
      `${tidy(100 * share)} % of the blocks that the endpoints asked for again and again were in the server's memory: it holds ${megabytes(memory.buffers)} of ${megabytes(sizeBytes ?? 0)}`,
      400,
      [measurement('share of blocks found in memory', share, '', buffers.hits + buffers.reads)],
      { severity: 'low', confidence: 'likely' },
    ),
  ]
}

/** Beyond this the operating system begins to swap or to end processes. */
const MEMORY_SHARE = 1
/** A server of its own gives InnoDB up to four fifths of the machine (MySQL's manual); PostgreSQL counts on the system's cache besides. */
const BUFFERS_SHARE = { postgresql: 0.6, other: 0.85 }

/** Memory of the server: kept blocks, and what each connection may take for sorts and joins. */
function memoryOf(database: DatabaseFact): {
  readonly name: string
  readonly buffers: number
  readonly each: number
  readonly settings: readonly string[]
} {
  const setting = (name: string): number => Number(settingOf(database, name) ?? 0)
  const of = (name: string, buffers: number, each: number, names: readonly string[]) => ({
    name,
    buffers,
    each,
    settings: [name, ...names].map((own) => `${own} = ${settingOf(database, own)}`),
  })
  if (database.engine === 'postgresql')
    return of('shared_buffers', setting('shared_buffers') * 8192, setting('work_mem') * 1024, ['work_mem'])
  if (database.engine === 'mongodb') return of('wiredtiger_cache_bytes', setting('wiredtiger_cache_bytes'), 0, [])
  const buffers = ['sort_buffer_size', 'join_buffer_size', 'read_buffer_size', 'read_rnd_buffer_size']
  return of(
    'innodb_buffer_pool_size',
    setting('innodb_buffer_pool_size'),
    buffers.reduce((sum, name) => sum + setting(name), 0),
    buffers,
  )
}

/** What the server may take at worst, where the machine is known: its own memory and one sort of each connection. */
function memoryFindings(database: DatabaseFact): Finding[] {
  const { machine } = database
  if (machine === null) return []
  const { name, buffers, each, settings } = memoryOf(database)
  const connections = Number(settingOf(database, 'max_connections') ?? 0)
  const sorts = each * connections
  const largest = database.engine === 'postgresql' ? BUFFERS_SHARE.postgresql : BUFFERS_SHARE.other
  const isTooMuch = buffers + sorts > MEMORY_SHARE * machine.memoryBytes || buffers > largest * machine.memoryBytes
  if (!isTooMuch) return []
  return [
    finding(
      databaseLocation('memory'),
      `The server may take ${megabytes(buffers + sorts)} (${name} ${megabytes(buffers)}, sorts and joins of each of ${connections} connections ${megabytes(sorts)}) of the ${megabytes(machine.memoryBytes)} that the machine has`,
      400,
      [inventory('settings', [...settings, `max_connections = ${connections}`])],
      { severity: 'low', confidence: 'likely' },
    ),
  ]
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`
}

const LARGE_TABLE_ROWS = 10_000
const DEAD_SHARE = 0.5
const DAY_MS = 86_400_000

/** Vacuum that is turned off, and what it left: numbers of the server that are estimates. */
function vacuumFindings(database: DatabaseFact, now: string): Finding[] {
  const isOff = (name: string): boolean => settingOf(database, name) === 'off'
  if (isOff('autovacuum') || isOff('track_counts'))
    return [
      finding(databaseLocation('autovacuum'), 'Autovacuum is off: dead rows stay, statistics grow old, plans go wrong', 400, [
        inventory('setting', [`autovacuum = ${settingOf(database, 'autovacuum')}, track_counts = ${settingOf(database, 'track_counts')}`]),
      ]),
    ]
  return database.tables
    .filter((table) => table.rows >= LARGE_TABLE_ROWS && (table.autovacuumOff || isNeglected(table, now)))
    .map((table) =>
      finding(
        databaseLocation(`table ${table.name}`),
        table.autovacuumOff
          ? `Autovacuum is off for ${table.name}, which holds about ${Math.round(table.rows)} rows`
          : `About ${Math.round(table.deadRows)} of the rows of ${table.name} are dead (an estimate of the server), and it was not vacuumed for a day`,
        400,
        [
          inventory('table, by estimates of the server', [
            `${table.name}: ${Math.round(table.rows)} rows, ${Math.round(table.deadRows)} dead, last vacuum ${table.lastVacuum ?? 'never seen'}`,
          ]),
        ],
        { severity: 'low', confidence: table.autovacuumOff ? 'confirmed' : 'possible' },
      ),
    )
}

function isNeglected({ deadRows, rows, lastVacuum }: TableFact, now: string): boolean {
  const isOld = lastVacuum !== null && Date.parse(now) - Date.parse(lastVacuum) > DAY_MS
  return deadRows >= DEAD_SHARE * rows && isOld
}
