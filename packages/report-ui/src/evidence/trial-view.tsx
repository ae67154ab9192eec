import type { TrialEvidence } from 'assay'
import type { ReactElement } from 'react'
import { FirstRows } from '../parts/first-rows.tsx'
import { Icon } from '../parts/symbols.tsx'
import type { Mark } from '../words.ts'
import { answerOf, ExchangeRow } from './exchange-view.tsx'

const ATTEMPTS_SHOWN = 5

interface Condition {
  readonly name: string
  readonly mark: Mark
  readonly seen: string
}

/** A live trial: the four conditions of a confirmation, then the requests that met them. */
export function TrialView({ evidence }: { readonly evidence: TrialEvidence }): ReactElement {
  const { baseline, control, attempts, note, probe } = evidence
  return (
    <div className="piece">
      <p className="probe">
        Probe <b>{probe}</b>
      </p>
      <dl className="conditions">
        {conditionsOf(evidence).map(({ name, mark, seen }) => (
          <div key={name}>
            <dt>
              <Icon mark={mark} />
              {name}
            </dt>
            <dd>{seen}</dd>
          </div>
        ))}
      </dl>
      <div className="exchanges" data-rows="">
        {baseline === null ? null : <ExchangeRow part="Baseline" evidence={baseline} />}
        {control === null ? null : <ExchangeRow part="Control" evidence={control} />}
        <FirstRows items={attempts} limit={ATTEMPTS_SHOWN} noun="attempts">
          {(attempt, at) => (
            <ExchangeRow key={`${at}:${attempt.exchange.id}`} part={`Attempt ${at + 1}`} evidence={attempt} isFirst={at === 0} />
          )}
        </FirstRows>
        {attempts.length === 0 && baseline === null && control === null ? (
          <p className="nothing">No single exchange shows this: the effect was seen in another channel.</p>
        ) : null}
      </div>
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

function conditionsOf({ baseline, control, reproduced, effect }: TrialEvidence): Condition[] {
  const { count, of } = reproduced
  return [
    baseline === null
      ? { name: 'Baseline', mark: 'na', seen: 'no ordinary request belongs to this probe' }
      : { name: 'Baseline', mark: 'pass', seen: `ordinary request: ${answerOf(baseline.exchange)}` },
    control === null
      ? { name: 'Negative control', mark: 'na', seen: 'no harmless twin belongs to this probe' }
      : { name: 'Negative control', mark: 'pass', seen: `harmless twin: ${answerOf(control.exchange)}` },
    of === 0
      ? { name: 'Repeated', mark: 'na', seen: 'seen once' }
      : { name: 'Repeated', mark: count === 0 ? 'na' : count === of ? 'pass' : 'partial', seen: `${count} of ${of} times` },
    effect === '' ? { name: 'Effect', mark: 'na', seen: 'the responses themselves' } : { name: 'Effect', mark: 'pass', seen: effect },
  ]
}
