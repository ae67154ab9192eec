import type { ControlResult, Evidence } from 'assay'
import type { ReactElement } from 'react'
import { intervalOf, quantity } from '../evidence/fact-views.tsx'
import { figure } from '../format.ts'
import { OutcomeMark } from '../parts/symbols.tsx'
import type { ReportIndex } from '../report-index.ts'
import { type EvidenceOf, isKind } from '../report-types.ts'

export interface Budget {
  readonly control: ControlResult
  readonly measurement: EvidenceOf<'measurement'>
  readonly budget: number
}

/** Every measured number that has a budget, with the outcome of its control. */
export function budgetsOf({ report, findingsOf }: ReportIndex): Budget[] {
  const seen = new Set<string>()
  return report.controls.flatMap((control): Budget[] => {
    const evidence: Evidence[] = [...control.evidence, ...(findingsOf.get(control.id) ?? []).flatMap((finding) => finding.evidence)]
    return evidence.filter(isKind('measurement')).flatMap((measurement): Budget[] => {
      const key = `${control.id} ${measurement.metric}`
      if (measurement.budget === undefined || seen.has(key)) return []
      seen.add(key)
      return [{ control, measurement, budget: measurement.budget }]
    })
  })
}

/** The budget of a metric in milliseconds, for the charts. */
export function budgetMs(budgets: readonly Budget[], metric: string): number | null {
  return budgets.find(({ measurement }) => measurement.metric === metric && measurement.unit === 'ms')?.budget ?? null
}

/** Controls of the load tests that could not be decided: void runs, intervals that hold the budget, data that is missing. */
export function undecidedOf({ report }: ReportIndex): ControlResult[] {
  return report.controls.filter(
    ({ area, outcome, checks, reason }) =>
      area === 'perf' && outcome === 'not-verified' && reason !== 'not-implemented' && checks.some(({ method }) => method === 'load'),
  )
}

interface BudgetHeadsProps {
  readonly budgets: readonly Budget[]
  readonly undecided: readonly ControlResult[]
}

export function BudgetHeads({ budgets, undecided }: BudgetHeadsProps): ReactElement {
  return (
    <ul className="card budgets">
      {budgets.map((each) => (
        <BudgetHead key={`${each.control.id} ${each.measurement.metric}`} {...each} />
      ))}
      {undecided.map(({ id, title, because }) => (
        <li key={id} className="undecided">
          <a className="label" href={`#control-${id}`}>
            {title}
          </a>
          <div className="judged">
            <OutcomeMark outcome="not-verified" />
            <span className="mute">{because}</span>
          </div>
        </li>
      ))}
    </ul>
  )
}

function BudgetHead({ control, measurement, budget }: Budget): ReactElement {
  const { metric, value, unit } = measurement
  const isShare = unit.startsWith('share')
  return (
    <li>
      <a className="label" href={`#control-${control.id}`}>
        {metric}
      </a>
      <div className="value">
        {figure(isShare ? value * 100 : value)} <small>{isShare ? '%' : unit}</small>
      </div>
      <div className="judged">
        <OutcomeMark outcome={control.outcome} />
        <span className="mute">
          {measurement.lower === undefined && measurement.upper === undefined ? 'no interval' : `interval ${intervalOf(measurement)}`}
        </span>
        <span>budget {quantity(budget, unit)}</span>
      </div>
    </li>
  )
}
