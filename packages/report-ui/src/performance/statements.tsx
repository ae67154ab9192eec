import type { Report } from 'assay'
import { type ReactElement, useState } from 'react'
import { count, counted, figure } from '../format.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { FirstRows } from '../parts/first-rows.tsx'

type Database = NonNullable<Report['database']>
type Endpoint = Database['endpoints'][number]
type Statement = Database['statements'][number]

const ROWS_SHOWN = 20

/** What each endpoint asked of the database while it alone was driven. */
export function Statements({ database }: { readonly database: Database }): ReactElement {
  const { endpoints, statements, engine, version, address } = database
  const sorted = endpoints.toSorted((a, b) => callsOf(b) - callsOf(a))
  return (
    <div className="card table-card">
      <h3>Statements of each endpoint</h3>
      <p className="described">
        {engine} {version} at {address}; {SOURCES[database.statementSource]}.
      </p>
      {endpoints.length === 0 ? <p className="nothing">No endpoint was driven.</p> : null}
      <FirstRows items={sorted} limit={ROWS_SHOWN} noun="endpoints" wrap={(button) => <div className="rest">{button}</div>}>
        {(endpoint) => <EndpointStatements key={endpoint.endpoint} endpoint={endpoint} statements={statements} />}
      </FirstRows>
    </div>
  )
}

const SOURCES: Readonly<Record<Database['statementSource'], string>> = {
  statistics: 'calls as the server counts them',
  'table-deltas': 'calls not counted, tables only',
  samples: 'calls sampled',
  none: 'calls not counted',
}

/** Counts are whole as a rule: 21, not 21.0. */
const round = (value: number): string => String(Number(value.toFixed(1)))

const callsOf = ({ statements }: Endpoint): number => statements.reduce((sum, { callsPerRequest }) => sum + callsPerRequest, 0)

interface EndpointStatementsProps {
  readonly endpoint: Endpoint
  readonly statements: readonly Statement[]
}

function EndpointStatements({ endpoint, statements }: EndpointStatementsProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { databaseMs, latencyMs, growth } = endpoint
  const slope = Math.max(0, ...(growth?.statements.map((each) => each.slope) ?? []))
  return (
    <Disclosure
      className="asks"
      isOpen={isOpen}
      onToggle={() => setOpen(!isOpen)}
      summary={
        <>
          <code>{endpoint.endpoint}</code>
          <span>
            <b>{round(callsOf(endpoint))}</b> calls a request, {counted(endpoint.statements.length, 'statement')}
          </span>
          <span>
            {slope >= 0.5 ? <b>{round(slope)} more for each item</b> : growth === null ? 'growth not tried' : 'no growth with items'}
          </span>
          <span>
            {databaseMs === null || latencyMs === null
              ? 'time not known'
              : `${figure(databaseMs.p50)} of ${figure(latencyMs.p50)} ms in the database`}
          </span>
        </>
      }
    >
      {() =>
        endpoint.statements.map((each) => (
          <StatementView key={each.statement} used={each} statement={statements.find(({ id }) => id === each.statement)} />
        ))
      }
    </Disclosure>
  )
}

interface StatementViewProps {
  readonly used: Endpoint['statements'][number]
  readonly statement: Statement | undefined
}

function StatementView({ used, statement }: StatementViewProps): ReactElement {
  return (
    <div className="piece">
      <p className="note">
        {used.statement}: {round(used.callsPerRequest)} calls a request, {figure(used.meanMs)} ms each,{' '}
        {count(Math.round(used.rowsPerCall))} rows
        {statement?.rowsReadPerCall == null ? '' : ` of ${count(Math.round(statement.rowsReadPerCall))} read`}
      </p>
      <pre className="code">{statement?.text ?? 'the text of this statement is not known'}</pre>
      {statement?.plan == null ? null : <pre className="code">{statement.plan.lines.join('\n') || statement.plan.because}</pre>}
    </div>
  )
}
