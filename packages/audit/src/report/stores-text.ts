import type { DatabaseFact, EndpointQueries } from '../model/facts/database.ts'
import type { Report } from '../model/report.ts'
import { printable } from './printable.ts'

/** What the endpoints asked of the database and what caches answered, as lines of text. */

const ENDPOINTS_SHOWN = 6
const CELL = 70

/** One line for each endpoint, the one that keeps the database busiest first. */
export function databaseLines({ database }: Report): readonly string[] {
  if (database === null || database === undefined || database.endpoints.length === 0) return []
  const asked = busiest(database)
  const silent = database.endpoints.length - asked.length
  return [
    ...asked.slice(0, ENDPOINTS_SHOWN).map((endpoint) => {
      const calls = callsOf(endpoint)
      const most = mostCalled(endpoint, database)
      return `${printable(endpoint.endpoint)}: ${many(endpoint.statements.length, 'statement')}, ${many(calls, 'call')} a request, ${endpoint.databaseMs?.p50 ?? 0} ms in the database${most === '' ? '' : `; most: ${most}`}`
    }),
    ...(asked.length > ENDPOINTS_SHOWN ? [`and ${asked.length - ENDPOINTS_SHOWN} more endpoints in the report`] : []),
    ...(silent > 0 ? [`${many(silent, 'endpoint')} asked nothing of ${printable(database.address)}`] : []),
  ]
}

/** The same as rows of a Markdown table, cells not yet escaped. */
export function databaseRows({ database }: Report): readonly (readonly string[])[] {
  if (database === null || database === undefined) return []
  return busiest(database)
    .slice(0, ENDPOINTS_SHOWN)
    .map((endpoint) => [
      endpoint.endpoint,
      String(endpoint.statements.length),
      String(callsOf(endpoint)),
      String(endpoint.databaseMs?.p50 ?? 0),
      mostCalled(endpoint, database),
    ])
}

export function cacheLines({ cacheStore, cacheBehaviour }: Report): readonly string[] {
  const cached = (cacheBehaviour?.endpoints ?? []).filter(({ cachedBy }) => cachedBy === 'store' || cachedBy === 'process')
  return [
    ...(cacheStore === null || cacheStore === undefined
      ? []
      : [
          `${cacheStore.engine} ${printable(cacheStore.version)}: ${many(cacheStore.keys, 'key')}, ${cacheStore.window.hits} hits and ${cacheStore.window.misses} misses while endpoints were driven`,
        ]),
    ...(cacheStore?.queues ?? [])
      .slice(0, ENDPOINTS_SHOWN)
      .map(({ name, waiting, active, failed }) => `queue ${printable(name)}: ${waiting} waiting, ${active} under way, ${failed} failed`),
    ...cached
      .slice(0, ENDPOINTS_SHOWN)
      .map(({ endpoint, firstMs, repeatedMs }) => `${printable(endpoint)} is cached: first ${firstMs} ms, then ${repeatedMs.p50} ms`),
  ]
}

function busiest({ endpoints }: DatabaseFact): readonly EndpointQueries[] {
  return endpoints.filter(({ statements }) => statements.length > 0).toSorted((a, b) => (b.databaseMs?.p50 ?? 0) - (a.databaseMs?.p50 ?? 0))
}

function callsOf({ statements }: EndpointQueries): number {
  return statements.reduce((sum, { callsPerRequest }) => sum + callsPerRequest, 0)
}

function mostCalled({ statements }: EndpointQueries, database: DatabaseFact): string {
  const [first] = statements
  const text = database.statements.find(({ id }) => id === first?.statement)?.text ?? ''
  return printable(text.length > CELL ? `${text.slice(0, CELL)}…` : text)
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
