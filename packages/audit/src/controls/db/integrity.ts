import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseFact } from '../../model/facts/database.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { databaseLocation, finding, locationOf, settingOf } from '../database-checks.ts'

export const dbIntegrity = defineControl({
  id: 'db.integrity',
  title: 'Unique/foreign constraints and transactions protect invariants',
  why: 'Protects data correctness.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [362, 840], asvs: ['v5.0.0-2.3.3', 'v5.0.0-2.3.4'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API6:2023'] },
  documents: ['B-INP-12', 'B-INP-18', 'B-DB-06', 'B-DB-13'],
  verifiedBy: {
    live: 'parallel writes (auth.race-conditions) + deadlock test: retries, no lost update',
    static: 'unique on email/phone, multi-write in transaction',
  },
  passesWhen: 'constraints listed; parallel test consistent',
  failsWhen: 'duplicate created or partial write',
  fix: { python: 'unique=True; with session.begin()', node: 'transaction + unique' },
  effortHours: [4, 16],
  checks: [
    live(['database'], ({ database }): Outcome => {
      const { deadlocks } = database
      const findings = [
        ...deadlockFindings(database),
        ...durabilityFindings(database),
        ...tableFindings(database),
        ...modeFindings(database),
        ...fileFindings(database),
      ]
      return failIfAny(findings, () => {
        if (database.engine === 'sqlite') return notVerified('no-data', soundness(database))
        if (deadlocks === null || deadlocks.pairs.length === 0)
          return notVerified(
            'skipped-by-user',
            'writers are set against each other only with --database-disposable, where an endpoint writes',
          )
        return pass(
          inventory(
            'pairs of writers that ran against each other without a deadlock',
            deadlocks.pairs.map(({ first, second, rounds }) => `${first} and ${second}: ${rounds} rounds`),
          ),
        )
      })
    }),
  ],
})

function deadlockFindings({ deadlocks }: DatabaseFact): Finding[] {
  return (deadlocks?.pairs ?? [])
    .filter((pair) => pair.deadlocks > 0)
    .map(({ first, second, deadlocks: count }) =>
      finding(
        locationOf(first),
        first === second
          ? `${first} deadlocks with itself when two requests name the same things in opposite order`
          : `${first} and ${second} take the same rows in opposite order: they deadlock`,
        833,
        [
          inventory(
            'statements that waited for each other',
            deadlocks?.statements ?? [],
            deadlocks?.statements.length,
            `${count} deadlocks`,
          ),
        ],
      ),
    )
}

/** What a crash would lose or tear. */
function durabilityFindings(database: DatabaseFact): Finding[] {
  return ['fsync', 'full_page_writes', 'innodb_doublewrite']
    .filter((name) => settingOf(database, name)?.toLowerCase() === 'off')
    .map((name) =>
      finding(
        databaseLocation(name),
        `${name} is off: a crash of the machine can destroy the database`,
        662,
        [inventory('setting', [`${name} = off`])],
        {
          severity: 'high',
        },
      ),
    )
}

/** Tables whose engine has no transactions: half a change stays, and a crash tears them. */
function tableFindings({ tables }: DatabaseFact): Finding[] {
  const plain = tables.filter(({ isTransactional, rows }) => isTransactional === false && rows > 0)
  const [first] = plain
  if (first === undefined) return []
  return [
    finding(
      databaseLocation('tables without transactions'),
      `${plain.map(({ name }) => name).join(', ')} ${plain.length === 1 ? 'has' : 'have'} an engine without transactions and foreign keys: what fails half-way stays half done`,
      662,
      [
        inventory(
          'tables whose engine has no transactions',
          plain.map(({ name, rows }) => `${name}: about ${rows} rows`),
        ),
      ],
    ),
  ]
}

/** Without the strict mode the server cuts what does not fit and stores the rest. */
function modeFindings(database: DatabaseFact): Finding[] {
  const mode = settingOf(database, 'sql_mode')
  if (mode === undefined || /STRICT_(?:TRANS|ALL)_TABLES|TRADITIONAL/.test(mode)) return []
  return [
    finding(
      databaseLocation('sql_mode'),
      'sql_mode is not strict: the server cuts values that do not fit and stores the rest, unless each session says otherwise',
      20,
      [inventory('setting', [`sql_mode = ${mode}`])],
      { confidence: 'likely' },
    ),
  ]
}

/** What a SQLite file shows of itself. */
function fileFindings({ file, address }: DatabaseFact): Finding[] {
  const findings: Finding[] = []
  const [first] = file?.damage ?? []
  if (first !== undefined)
    findings.push(
      finding(
        databaseLocation(address),
        'The database file is damaged',
        662,
        [inventory('what PRAGMA quick_check found', file?.damage ?? [])],
        {
          severity: 'high',
        },
      ),
    )
  const orphans = file?.orphans ?? []
  if (orphans.length > 0)
    findings.push(
      finding(
        databaseLocation('foreign keys'),
        `${orphans.reduce((sum, { rows }) => sum + rows, 0)} rows refer to what is not there: foreign keys are declared, and connections that write do not turn them on (PRAGMA foreign_keys = ON)`,
        20,
        [
          inventory(
            'rows that refer to nothing',
            orphans.map(({ table, parent, rows }) => `${table}: ${rows} rows that refer to ${parent}`),
          ),
        ],
      ),
    )
  return findings
}

function soundness({ file }: DatabaseFact): string {
  const isSound = file?.damage?.length === 0 && file.orphans?.length === 0
  return `${isSound ? 'the file is sound and its foreign keys hold; ' : ''}writers are not set against each other on a SQLite file`
}
