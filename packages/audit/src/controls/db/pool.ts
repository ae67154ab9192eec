import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DatabaseFact, EndpointQueries, PoolFact } from '../../model/facts/database.ts'
import { type Finding, failIfAny, notApplicable, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import {
  databaseFile,
  databaseLocation,
  endpointLocation,
  finding,
  locationOf,
  measurement,
  settingOf,
  span,
  withoutStatements,
} from '../database-checks.ts'
import { tidy } from '../load-checks.ts'
import { examinedEvidence, examinedOf, unsupported } from '../source-checks.ts'
import { embeddedCheck } from './embedded.ts'

export const dbPool = defineControl({
  id: 'db.pool',
  title: 'Connection pools are sized, bounded, recycled and time out',
  why: 'Protects connection exhaustion.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [770, 772], asvs: ['v5.0.0-13.1.2', 'v5.0.0-13.2.6'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-01', 'B-DB-02', 'B-DB-12', 'B-PLAN-10', 'B-KIT-12', 'PERF-002', 'PERF-007'],
  verifiedBy: {
    load: 'pool stress: concurrency > pool; measure wait, errors, recovery; leaked connections after run',
    config: 'workers x (pool+overflow) <= server max_connections',
    static: 'SQLALCHEMY_ENGINE_OPTIONS/create_engine/maxPoolSize; pool created per request',
  },
  passesWhen: 'explicit settings, product <= 80% of max_connections, stress recovers',
  failsWhen: 'no pool settings, per-request connect, or leak',
  fix: { python: 'pool_size, max_overflow, pool_pre_ping, pool_recycle', node: 'pg Pool max/idle/connectionTimeout' },
  effortHours: [1, 4],
  checks: [
    live(['database'], ({ database }): Outcome => {
      if (database.engine === 'sqlite')
        return notApplicable('SQLite is a file that the service opens: no server hands out connections', databaseFile(database))
      const findings = [
        ...database.endpoints.flatMap((endpoint) => [...connectionFindings(endpoint), ...transactionFindings(endpoint)]),
        ...sessionFindings(database),
        ...poolFindings(database),
        ...heldFindings(database),
        ...limitFindings(database),
      ]
      const asked = database.endpoints.filter(({ statements, connectionsKept }) => statements.length > 0 || connectionsKept !== null)
      return failIfAny(findings, () =>
        asked.length === 0 && database.statementSource !== 'samples'
          ? withoutStatements(database)
          : pass(
              inventory(
                'endpoints that gave their connections back and left no transaction open',
                asked.map(({ endpoint, requests }) => `${endpoint}: ${requests} requests`),
                database.endpoints.length,
              ),
              inventory('connections', [
                `${database.connections.mostSeen} seen at most, of ${database.connections.limit} that the server takes`,
                ...(database.pool === null ? [] : [`pool: ${database.pool.because}`]),
              ]),
            ),
      )
    }),
    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['pool'])
      return (
        unsupported(source) ??
        (seen.count > 0
          ? pass(examinedEvidence(seen, 'places that set up connection pool'))
          : notVerified('inconclusive', 'no pool is configured in the source; the driver may have a default'))
      )
    }),
    embeddedCheck('SQLite is the only database: a file that the service opens, without a server that hands out connections'),
  ],
})

/** Requests from which on a count of connections says something. */
const ENOUGH_REQUESTS = 5

function connectionFindings(endpoint: EndpointQueries): Finding[] {
  const { connectionsKept, connectionsOpenedPerRequest, requests, failures } = endpoint
  if (connectionsKept !== null) {
    const silent = failures['0'] ?? 0
    return [
      finding(
        endpointLocation(endpoint),
        `${endpoint.endpoint} keeps ${tidy(connectionsKept.perRequest)} connections to the database for each request (left ${connectionsKept.state || 'open'})${silent > 0 ? `; after that it no longer answered (${silent} requests)` : ''}`,
        772,
        [measurement('connections kept by a request', connectionsKept.perRequest, '', requests)],
        { severity: 'high' },
      ),
    ]
  }
  if (connectionsOpenedPerRequest === null || connectionsOpenedPerRequest < 0.8 || requests < ENOUGH_REQUESTS) return []
  return [
    finding(
      endpointLocation(endpoint),
      `${endpoint.endpoint} opens ${tidy(connectionsOpenedPerRequest)} connections to the database for each request instead of taking one from a pool`,
      770,
      [measurement('connections opened by a request', connectionsOpenedPerRequest, '', requests)],
    ),
  ]
}

/** Half of the sampling distance over what a transaction needs to think between two statements. */
const IDLE_DURING_MS = 200
/** No request is being answered any more: nothing has a reason to be open. */
const IDLE_AFTER_MS = 700

function transactionFindings(endpoint: EndpointQueries): Finding[] {
  const { idleInTransactionMs, requests } = endpoint
  if (idleInTransactionMs === null) return []
  const { during, after } = idleInTransactionMs
  const left = after >= IDLE_AFTER_MS
  if (!left && during < IDLE_DURING_MS) return []
  return [
    finding(
      endpointLocation(endpoint),
      left
        ? `${endpoint.endpoint} leaves a transaction open: ${span(after)} after its last request a session was still idle in transaction`
        : `${endpoint.endpoint} holds a transaction open for ${span(during)} while it does something else`,
      left ? 772 : 400,
      [
        measurement(
          left ? 'idle in transaction after the requests' : 'idle in transaction during a request',
          left ? after : during,
          'ms',
          requests,
        ),
      ],
    ),
  ]
}

const FORGOTTEN_MS = 60_000

function sessionFindings({ connections, roles }: DatabaseFact): Finding[] {
  const old = connections.idleInTransaction.filter(({ ageMs, role }) => ageMs >= FORGOTTEN_MS && roles.some(({ name }) => name === role))
  if (old.length === 0) return []
  return [
    finding(
      databaseLocation('idle in transaction'),
      `${old.length} sessions of the service were idle in transaction for over a minute before anything was asked`,
      772,
      [
        inventory(
          'sessions',
          old.map(({ role, application, ageMs, query }) => `${role} ${application} ${span(ageMs)}: ${query}`),
        ),
      ],
    ),
  ]
}

/** Two for each core and one for the disk, of the smallest server that anybody runs (PostgreSQL's own rule of thumb). */
const FEWEST = 5
const LARGEST_SHARE = 0.8

function poolFindings({ pool, connections }: DatabaseFact): Finding[] {
  const free = connections.limit - connections.reserved
  const findings: Finding[] = []
  if (pool !== null && pool.plateau !== null && pool.plateau < FEWEST)
    findings.push(
      finding(
        locationOf(pool.endpoint),
        `The service works with ${pool.plateau} connections at once while requests wait: ${pool.because}`,
        400,
        [steps(pool)],
      ),
    )
  const opened = Math.max(pool?.opened ?? 0, connections.mostSeen)
  if (free > 0 && opened >= LARGEST_SHARE * free)
    findings.push(
      finding(
        databaseLocation('max_connections'),
        `The service alone opened ${opened} of the ${free} connections that the server has for everybody`,
        770,
        [measurement('connections opened', opened, '', 1, `max_connections ${connections.limit}, ${connections.reserved} reserved`)],
      ),
    )
  return findings
}

/** Waits that nothing but taken connections explains: requests without a connection were quick meanwhile, and hardly any connection was at work. */
const HELD = { leastMs: 200, overQuiet: 8, withoutDatabaseShare: 0.3, busyShare: 0.3 }

function heldFindings({ crowds = [] }: DatabaseFact): Finding[] {
  return crowds
    .filter(
      ({ otherMs, otherQuietMs, withoutDatabaseMs, busyMean, open }) =>
        otherMs >= Math.max(HELD.leastMs, HELD.overQuiet * otherQuietMs) &&
        withoutDatabaseMs <= HELD.withoutDatabaseShare * otherMs &&
        busyMean <= HELD.busyShare * open,
    )
    .map((crowd) =>
      finding(
        endpointLocation(crowd),
        `${crowd.endpoint} keeps its connection while it does something else: with ${crowd.concurrent} requests at once ${tidy(crowd.busyMean)} of ${crowd.open} connections were at work on average, and ${crowd.other} waited ${span(crowd.otherMs)} for one`,
        400,
        [
          measurement(
            'wait of another endpoint for a connection',
            crowd.otherMs,
            'ms',
            crowd.concurrent,
            `${span(crowd.otherQuietMs)} otherwise`,
          ),
        ],
        { confidence: 'likely' },
      ),
    )
}

function steps(pool: PoolFact) {
  return inventory(
    `${pool.endpoint} by requests at once`,
    pool.steps.map(
      ({ concurrency, requestsPerSecond, p50Ms, open, busy }) =>
        `${concurrency} at once: ${requestsPerSecond}/s, median ${tidy(p50Ms)} ms, ${busy} of ${open} connections at work`,
    ),
  )
}

/** Settings that end a statement which takes or waits too long. */
const LIMITS: Readonly<Partial<Record<DatabaseFact['engine'], readonly string[]>>> = {
  postgresql: ['statement_timeout', 'lock_timeout'],
  mariadb: ['max_statement_time'],
  mysql: ['max_execution_time'],
}

/** A missing limit is shown, not read: a session may set its own where nobody sees it. */
function limitFindings(database: DatabaseFact): Finding[] {
  const { statementLimit } = database
  if (statementLimit === null || statementLimit.endedBy !== 'us') return []
  const names = LIMITS[database.engine] ?? []
  const isSet = names.some((name) => !/^0?(?:\.0+)?(?:ms|s|min)?$/.test(settingOf(database, name) ?? '0'))
  if (isSet) return []
  return [
    finding(
      locationOf(statementLimit.endpoint),
      `Nothing ended a statement of ${statementLimit.endpoint} that waited ${span(statementLimit.waitedMs)} for a lock on ${statementLimit.table}: neither server, database, account nor session sets ${names.join(' or ')} in that time`,
      770,
      [measurement('wait until it was let go on', statementLimit.waitedMs, 'ms', 1)],
      { severity: 'low', confidence: 'likely' },
    ),
  ]
}
