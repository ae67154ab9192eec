import type { PlanPhase, Report } from 'assay'
import type { ReactElement } from 'react'
import { hours, score } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'

const ITEMS_SHOWN = 6

/** What to do in which order, and what R becomes when each phase is proven. */
export function PlanSection({ report }: { readonly report: Report }): ReactElement {
  const { plan, result } = report
  let from = result ?? 0
  const phases = plan.map((phase) => {
    const gain = phase.items.reduce((sum, { points }) => sum + points, 0)
    const before = from
    // points are rounded one by one: their sum may pass the end of the scale
    from = Math.min(100, Math.round((from + gain) * 10) / 10)
    return { phase, before, after: from }
  })
  return (
    <Section
      id="plan"
      title="Plan"
      note="What follows if each step is proven by a new audit. Effort adds up the ranges of the controls; shared causes make it less."
    >
      {plan.length === 0 ? (
        <Nothing>Nothing that was verified needs a plan.</Nothing>
      ) : (
        <div className="card plan">
          {phases.map(({ phase, before, after }, at) => (
            <Phase key={phase.name} phase={phase} number={at + 1} before={before} after={after} />
          ))}
        </div>
      )}
    </Section>
  )
}

interface PhaseProps {
  readonly phase: PlanPhase
  readonly number: number
  readonly before: number
  readonly after: number
}

function Phase({ phase, number, before, after }: PhaseProps): ReactElement {
  return (
    <div className="phase">
      <div className="eyebrow">
        {phase.name}
        <span>{number}</span>
      </div>
      <h3>{phase.goal}</h3>
      <ul data-rows="">
        <FirstRows items={phase.items} limit={ITEMS_SHOWN} wrap={(button) => <li className="rest">{button}</li>}>
          {({ control, title }) => (
            <li key={control} data-row="">
              <a href={`#control-${control}`}>{title}</a>
            </li>
          )}
        </FirstRows>
      </ul>
      <dl>
        <dt>Controls</dt>
        <dd>{phase.items.length}</dd>
        <dt>Effort</dt>
        <dd>{hours(phase.effortHours)}</dd>
        <dt>Result</dt>
        <dd>
          R {score(before)} → <b>{score(after)}</b>
        </dd>
      </dl>
    </div>
  )
}
