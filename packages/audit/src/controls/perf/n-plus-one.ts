import { defineControl, live } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { EndpointCaching } from '../../model/facts/cache.ts'
import type { DatabaseFact, EndpointQueries, GrowthFact } from '../../model/facts/database.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { endpointLocation, evidenceOfStatement, finding, measurement, statementOf, withoutStatements } from '../database-checks.ts'
import { tidy } from '../load-checks.ts'
import { noPattern } from '../source-checks.ts'

export const perfNPlusOne = defineControl({
  id: 'perf.n-plus-one',
  title: 'List and detail endpoints use a bounded number of queries',
  why: 'Protects DB load.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [1072, 400], asvs: ['v5.0.0-15.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-DB-08', 'PERF-004'],
  verifiedBy: {
    live: 'query count per request at page size 1, 10, 50 through DB log/pg_stat_statements/proxy; linear growth = N+1',
    static: 'relationship access in loops, lazy="select" in serialisers',
  },
  passesWhen: 'query count constant in page size',
  failsWhen: 'count grows with page size',
  fix: { python: 'selectinload/joinedload', node: 'dataloader/include' },
  effortHours: [1, 4],
  checks: [
    live(['database'], ({ database }): Outcome => {
      if (database.statementSource !== 'statistics' && database.endpoints.every(({ growth }) => growth === null))
        return withoutStatements(database)
      const findings = database.endpoints.flatMap((endpoint) => findingsOf(endpoint, database))
      const bounded = database.endpoints.filter(isBounded)
      return failIfAny(findings, () => {
        if (bounded.length > 0)
          return pass(
            inventory(
              'endpoints whose calls of the database do not grow with what they return',
              bounded.map(describe),
              database.endpoints.length,
            ),
          )
        if (database.endpoints.every(({ statements }) => statements.length === 0)) return withoutStatements(database)
        return notVerified('inconclusive', 'no endpoint returned lists of different lengths, so growth could not be seen')
      })
    }),
    live(['cacheBehaviour'], ({ cacheBehaviour: { endpoints } }): Outcome => {
      const findings = endpoints.flatMap(lookupFindings)
      return failIfAny(findings, () => notVerified('inconclusive', 'what is asked of the database is judged by its own calls'))
    }),
    noPattern({ kinds: ['n-plus-one'], noun: 'queries' }),
  ],
})

/** One more call for one more item, less what a batch or a cache saves. */
const SLOPE = 0.8
/** Without lists of different lengths, so many calls in step with so many rows are no accident. */
const CALLS_ALONE = 5

/** Keys read one by one in a request. */
const LOOKUPS = 20

/** What a pipeline takes at most: one write, and more where it is long, for the server reads 16 KiB at a time; what we ask for ourselves comes on top. */
function pipelined(keys: number): number {
  return 2 + keys / 400
}

function lookupFindings(endpoint: EndpointCaching): Finding[] {
  const { lookups = null } = endpoint
  if (lookups === null || lookups.perRequest < LOOKUPS || (lookups.roundTripsPerRequest ?? 0) < pipelined(lookups.perRequest)) return []
  return [
    finding(
      endpointLocation(endpoint),
      `${endpoint.endpoint} reads ${tidy(lookups.perRequest)} keys of the cache server one by one for each request (${lookups.command.toUpperCase()}), where one command or one pipeline could ask for all`,
      1072,
      [measurement(`${lookups.command.toUpperCase()} for a request`, lookups.perRequest, '', endpoint.requests)],
    ),
  ]
}

type Growth = GrowthFact['statements'][number]

function findingsOf(endpoint: EndpointQueries, database: DatabaseFact): Finding[] {
  const { growth } = endpoint
  return (growth?.statements ?? []).filter(grows).map((grown): Finding => {
    const most = grown.points.at(-1)
    const statement = statementOf(database, grown.statement)
    const what =
      statement === undefined
        ? grown.statement
        : `${statement.kind === 'other' ? 'statement' : statement.kind} on ${statement.tables.join(', ') || 'the database'}`
    const rows = inventory(
      'calls of one request, by items returned',
      grown.points.map(({ size, items, calls }) => `${size > 0 ? `size ${size}: ` : ''}${items} items, ${calls} calls`),
    )
    const rest: readonly Evidence[] = evidenceOfStatement(database, grown.statement)
    return finding(
      endpointLocation(endpoint),
      `${endpoint.endpoint} asks the database once more for each item (${what}): ${most?.calls} calls for ${most?.items} items by ${growth?.by}`,
      1072,
      [rows, ...rest],
      { confidence: (most?.items ?? 0) - (grown.points[0]?.items ?? 0) >= 2 ? 'confirmed' : 'likely' },
    )
  })
}

function grows({ points, slope }: Growth): boolean {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined || slope < SLOPE) return false
  if (last.items - first.items < 2) return last.calls >= CALLS_ALONE && points.every(({ calls, items }) => calls === items)
  return last.calls >= 3 && last.calls >= SLOPE * last.items
}

/** Measured not to grow, or one call of each statement whatever comes back. */
function isBounded({ growth, statements }: EndpointQueries): boolean {
  if (growth !== null) return growth.statements.every((grown) => grown.slope < SLOPE / 4)
  return statements.length > 0 && statements.every(({ callsPerRequest, calls }) => callsPerRequest <= 1 && calls.length > 0)
}

function describe({ endpoint, statements, growth }: EndpointQueries): string {
  const calls = statements.reduce((sum, { callsPerRequest }) => sum + callsPerRequest, 0)
  return `${endpoint}  ${tidy(calls)} calls${growth === null ? '' : `, the same by ${growth.by}`}`
}
