import type { Evidence, InventoryEvidence, MeasurementEvidence } from '../model/evidence.ts'
import { inventory } from '../model/evidence.ts'
import type { DatabaseFact, EndpointQueries, StatementFact } from '../model/facts/database.ts'
import { type Finding, type Location, notVerified, type Outcome } from '../model/outcome.ts'
import { tidy } from './load-checks.ts'

/** What the controls that read the database share: where a finding is, and how a statement becomes evidence. */

export function endpointLocation({ method, path }: Pick<EndpointQueries, 'method' | 'path'>): Location {
  return { kind: 'route', method, path }
}

/** `GET /orders` as a place; the text itself when it is no endpoint. */
export function locationOf(endpoint: string): Location {
  const match = /^(?<method>[A-Z]+) (?<path>\/\S*)$/.exec(endpoint)?.groups
  return match === undefined
    ? { kind: 'service', subject: endpoint }
    : { kind: 'route', method: match.method ?? '', path: match.path ?? '' }
}

export function databaseLocation(subject: string): Location {
  return { kind: 'service', subject: `database ${subject}` }
}

/** The file of a SQLite database, as evidence of what it is. */
export function databaseFile({ address, sizeBytes, settings }: DatabaseFact): InventoryEvidence {
  return inventory('SQLite database', [
    `${address}: ${sizeBytes ?? 0} bytes, ${settings.map(({ name, value }) => `${name} ${value}`).join(', ')}`,
  ])
}

/** Text and plan of a statement, every literal masked. */
export function statementEvidence({ id, text, plan }: StatementFact): InventoryEvidence {
  const lines = plan === null || plan.because !== '' ? [] : plan.lines
  return inventory(
    `statement ${id}${lines.length === 0 ? '' : ' and its plan'}`,
    [text, ...lines],
    1 + lines.length,
    plan?.how === 'generic' ? 'planned without values and not run' : undefined,
  )
}

export function statementOf({ statements }: DatabaseFact, id: string): StatementFact | undefined {
  return statements.find((statement) => statement.id === id)
}

export function evidenceOfStatement(database: DatabaseFact, id: string): readonly Evidence[] {
  const statement = statementOf(database, id)
  return statement === undefined ? [] : [statementEvidence(statement)]
}

export function measurement(metric: string, value: number, unit: string, samples: number, note?: string): MeasurementEvidence {
  return { kind: 'measurement', metric, value: tidy(value), unit, samples, ...(note === undefined ? {} : { note }) }
}

/** Why nothing can be said of the endpoints' statements. */
export function withoutStatements({ notTried, endpoints }: DatabaseFact): Outcome {
  const told = notTried.find(({ what }) => what.startsWith('counts of statements') || what.startsWith('statements and sessions'))
  if (told !== undefined) return notVerified(told.reason, told.because)
  return notVerified(
    'no-data',
    endpoints.length === 0
      ? 'no endpoint was driven, so no statement can be laid to one; give --url or --start too'
      : 'none of the driven endpoints was seen to ask this database',
  )
}

/** Value of a setting as the given accounts get it: account over database over server, in the unit of the server. */
export function settingOf({ settings }: DatabaseFact, name: string): string | undefined {
  const own = settings.filter((setting) => setting.name === name)
  return (
    own.find(({ from }) => from.startsWith('role')) ??
    own.find(({ from }) => from === 'database') ??
    own.find(({ from }) => from === 'server')
  )?.value
}

export function finding(
  location: Location,
  message: string,
  cwe: number,
  evidence: Finding['evidence'],
  more: Pick<Finding, 'severity' | 'confidence'> = {},
): Finding {
  return { message, cwe: [cwe], location, evidence, confidence: 'confirmed', ...more }
}

/** A span of time in the unit that a reader expects. */
export function span(milliseconds: number): string {
  return milliseconds < 1000 ? `${tidy(milliseconds)} ms` : `${tidy(milliseconds / 1000)} s`
}

/** A list that nobody can read: thousands of things, or a megabyte. */
const MANY_ITEMS = 2000
const MANY_BYTES = 1_048_576
/** Rows that the database sends to the service for one request. */
export const MANY_ROWS = 5000

/** Rows of the statement that sends the service most, in requests as they usually are. */
export function rowsSentTo({ statements }: EndpointQueries): { readonly statement: string; readonly rows: number } | null {
  const usual = statements.filter(
    ({ callsPerRequest, calls }) => callsPerRequest >= 1 && calls.filter((count) => count > 0).length * 2 > calls.length,
  )
  const [most] = usual.toSorted((a, b) => b.rowsPerCall * b.callsPerRequest - a.rowsPerCall * a.callsPerRequest)
  return most === undefined ? null : { statement: most.statement, rows: most.rowsPerCall * most.callsPerRequest }
}

/** Whether an endpoint reads thousands of rows for each request and gives all of them out, or nearly none. */
export function returnsTooMuch(endpoint: EndpointQueries): 'whole' | 'dropped' | null {
  const sent = rowsSentTo(endpoint)
  const { answer = null, growth } = endpoint
  if (sent === null || answer === null || sent.rows < MANY_ROWS) return null
  const isLarge = answer.items >= MANY_ITEMS || answer.bytes >= MANY_BYTES
  if (isLarge) return growth?.by.startsWith('query ') === true ? null : 'whole'
  return answer.items <= sent.rows * 0.01 ? 'dropped' : null
}
