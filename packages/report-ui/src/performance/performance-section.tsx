import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { count, figure, seconds } from '../format.ts'
import { Nothing, Section } from '../parts/section.tsx'
import type { ReportIndex } from '../report-index.ts'
import type { Measurement, Performance } from '../report-types.ts'
import { BudgetHeads, budgetMs, budgetsOf, undecidedOf } from './budgets.tsx'
import { CapacityChart } from './capacity-chart.tsx'
import { EndpointTable } from './endpoint-table.tsx'
import { DistributionChart, PercentileChart } from './latency-charts.tsx'
import { Resources } from './resources.tsx'
import { Statements } from './statements.tsx'
import { SustainedChart } from './sustained.tsx'

/** Measured apart from security: it never buys points back. */
export function PerformanceSection({ index }: { readonly index: ReportIndex }): ReactElement {
  const { performance, scope } = index.report
  const budgets = budgetsOf(index)
  const undecided = undecidedOf(index)
  if (performance === null) {
    const missing = scope.notGathered.find(({ fact }) => fact === 'performance' || fact === 'load')
    return (
      <Section id="performance" title="Performance">
        <Nothing>
          Nothing was measured{missing === undefined ? '' : ` (${missing.reason}): ${missing.because}`}. Give the address of the service, or
          the command that starts it.
        </Nothing>
      </Section>
    )
  }
  return (
    <Section id="performance" title="Performance" note={headline(performance)}>
      {budgets.length + undecided.length === 0 ? null : <BudgetHeads budgets={budgets} undecided={undecided} />}
      <Charts report={index.report} performance={performance} p95={budgetMs(budgets, 'p95')} query={queryBudget(index)} />
      <Notes performance={performance} />
    </Section>
  )
}

interface ChartsProps {
  readonly report: Report
  readonly performance: Performance
  readonly p95: number | null
  readonly query: number | null
}

function Charts({ report, performance, p95, query }: ChartsProps): ReactElement {
  const { distribution, concurrent, endpoints, database, sustained } = performance
  return (
    <div className="charts">
      <DistributionChart measurement={distribution} budget={p95} />
      <PercentileChart alone={distribution} together={concurrent} budget={p95} />
      {endpoints.length === 0 ? null : (
        <EndpointTable
          title="Endpoints"
          note={`Each by itself, milliseconds, slowest first: ${endpoints[0]?.description ?? ''}. One logarithmic scale; ticks are medians, dots p95, hatching an interval that is open above.`}
          endpoints={endpoints}
          budget={p95}
        />
      )}
      <SustainedChart measurement={sustained} budget={p95} />
      {report.capacity == null ? null : <CapacityChart capacity={report.capacity} bottleneck={report.bottleneck} />}
      {database.assessed ? (
        <EndpointTable
          title="Endpoints that ask the database"
          note={`One request at a time, milliseconds${query === null ? '' : `; budget ${figure(query)} ms`}.`}
          endpoints={database.endpoints}
          budget={query}
        />
      ) : (
        <figure className="card chart-card wide">
          <h3>Endpoints that ask the database</h3>
          <p className="nothing">Not measured: {database.because}.</p>
        </figure>
      )}
      {report.database == null ? null : <Statements database={report.database} />}
      <Resources performance={performance} />
    </div>
  )
}

function headline({ quick, durationMs, distribution, endpoints, concurrent, sustained, aborted }: Performance): string {
  const tests: readonly Measurement[] = [distribution, ...endpoints, concurrent, sustained]
  const total = tests.reduce((sum, { requests }) => sum + requests, 0)
  const pace = quick ? 'Quick run: fewer requests, wider intervals. ' : ''
  return `${pace}Five tests, ${count(total)} requests in ${seconds(durationMs)}${aborted ? ', stopped early' : ''}. All intervals 95 %; a budget holds when the whole interval lies inside it.`
}

function queryBudget({ report }: ReportIndex): number | null {
  for (const { id, evidence } of report.controls) {
    if (id !== 'db.query-latency') continue
    for (const piece of evidence) if (piece.kind === 'measurement' && piece.budget !== undefined) return piece.budget
  }
  return null
}

function Notes({ performance }: { readonly performance: Performance }): ReactElement | null {
  const { notes, distribution, concurrent, sustained } = performance
  const all = new Set([...notes, ...distribution.notes, ...concurrent.notes, ...sustained.notes])
  if (all.size === 0) return null
  return (
    <ul className="notes">
      {[...all].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
