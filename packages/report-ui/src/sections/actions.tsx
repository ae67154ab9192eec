import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { fixLine } from '../fix-text.ts'
import { counted, hours, score } from '../format.ts'
import { Nothing, Section } from '../parts/section.tsx'
import { SeverityTag } from '../parts/symbols.tsx'

/** The five actions that unlock most. */
export function ActionsSection({ report }: { readonly report: Report }): ReactElement {
  const { actions, result } = report
  const gain = actions.reduce((sum, { points }) => sum + points, 0)
  const most = Math.max(...actions.map(({ points }) => points), 0.1)
  const note =
    result === null || actions.length === 0
      ? undefined
      : `Together R ${score(result)} → ${score(Math.round((result + gain) * 10) / 10)}. Effort is an estimate; points count only once a new audit shows the pass.`
  return (
    <Section id="actions" title={actions.length === 5 ? 'Top five actions' : 'Top actions'} note={note}>
      {actions.length === 0 ? (
        <Nothing>Nothing that was verified needs an action.</Nothing>
      ) : (
        <ol className="card actions">
          {actions.map((action, at) => (
            <li key={action.control}>
              <span className="rank">{at + 1}</span>
              <div className="what">
                <h3>
                  <a href={`#control-${action.control}`}>{action.title}</a>
                </h3>
                <p>{fixLine(action.fix)}</p>
              </div>
              <div>
                <SeverityTag severity={action.severity} />
                <span className="label">{counted(action.findings, 'finding')}</span>
              </div>
              <div>
                <span className="label">Effort</span>
                <span className="value">{hours(action.effortHours)}</span>
              </div>
              <div>
                <span className="label">Points</span>
                <span className="value">+{score(action.points)}</span>
                <span className="gain" aria-hidden="true">
                  <i style={{ width: `${(100 * action.points) / most}%` }} />
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
