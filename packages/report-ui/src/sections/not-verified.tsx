import type { ControlResult, NotVerifiedReason } from 'assay'
import type { ReactElement } from 'react'
import { counted, score } from '../format.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'
import { Chevron, Icon } from '../parts/symbols.tsx'
import type { ReportIndex } from '../report-index.ts'
import { useOpen } from '../target.tsx'
import { REASON } from '../words.ts'

const ROWS_SHOWN = 20
/** A short list needs no click. */
const OPEN_UP_TO = 5

/** What could not be looked at, by reason: never a pass. */
export function NotVerifiedSection({ index }: { readonly index: ReportIndex }): ReactElement {
  const { controls, scope } = index.report
  const unverified = controls.filter(({ outcome }) => outcome === 'not-verified')
  const groups = [...Map.groupBy(unverified, ({ reason }): NotVerifiedReason => reason ?? 'no-data')].toSorted(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  )
  const points = gainOf(index, unverified)
  return (
    <Section
      id="not-verified"
      title="Not verified, and why"
      note={
        unverified.length === 0
          ? undefined
          : `${unverified.length} of ${controls.length} controls. None counts as a pass; verified at full strength they would add ${score(points)} points to P.`
      }
    >
      {groups.length === 0 ? (
        <Nothing>Every control was verified or is not applicable.</Nothing>
      ) : (
        <div className="card">
          {groups.map(([reason, members]) => (
            <ReasonGroup key={reason} index={index} reason={reason} controls={members} />
          ))}
        </div>
      )}
      {scope.notGathered.length === 0 ? null : (
        <>
          <h3 className="sub">Facts that could not be gathered</h3>
          <ul className="card not-gathered">
            {scope.notGathered.map(({ fact, reason, because }) => (
              <li key={fact}>
                <code>{fact}</code>
                <span className="mute">{reason}</span>
                <span>{because}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

interface ReasonGroupProps {
  readonly index: ReportIndex
  readonly reason: NotVerifiedReason
  readonly controls: readonly ControlResult[]
}

function ReasonGroup({ index, reason, controls }: ReasonGroupProps): ReactElement {
  const [isOpen, toggle] = useOpen(({ control }) => controls.some(({ id }) => id === control), controls.length <= OPEN_UP_TO)
  const { means, way } = REASON[reason]
  return (
    <Disclosure
      className="reason"
      isOpen={isOpen}
      onToggle={toggle}
      summary={
        <>
          <Icon mark="nv" />
          <span className="title">
            <b>{reason}</b>
            <small>
              {means} {way}
            </small>
          </span>
          <span className="tally">{counted(controls.length, 'control')}</span>
          <span className="points">P +{score(gainOf(index, controls))}</span>
          <Chevron />
        </>
      }
    >
      {() => (
        <ul data-rows="">
          <FirstRows
            items={controls}
            limit={ROWS_SHOWN}
            noun="controls"
            isTarget={({ id }, { control }) => id === control}
            wrap={(button) => <li>{button}</li>}
          >
            {({ id, title, because, severity }) => (
              <li key={id} {...(index.findingsOf.has(id) ? {} : { id: `control-${id}` })} tabIndex={-1} data-row="" className="unverified">
                <div>
                  {title} <code>{id}</code>
                </div>
                <span className="soft">{because}</span>
                <span className="mute">{severity}</span>
              </li>
            )}
          </FirstRows>
        </ul>
      )}
    </Disclosure>
  )
}

/** Points of P that full proof of these controls would add; those out of scope count nothing. */
function gainOf({ weightInScope }: ReportIndex, controls: readonly ControlResult[]): number {
  const weight = controls.reduce((sum, control) => sum + (control.isInScope ? control.weight : 0), 0)
  return weightInScope === 0 ? 0 : Math.round((1000 * weight) / weightInScope) / 10
}
