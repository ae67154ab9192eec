import type { OutcomeName } from 'assay'
import type { ReactElement } from 'react'
import { OUTCOME_MARK, OUTCOME_WORD, OUTCOMES } from '../words.ts'

type Counts = Readonly<Record<OutcomeName, number>>

interface OutcomeBarProps {
  readonly counts: Counts
  /** Full width stands for so many; default the sum. */
  readonly scale?: number
}

export function OutcomeBar({ counts, scale }: OutcomeBarProps): ReactElement {
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0)
  const sum = present.reduce((total, outcome) => total + counts[outcome], 0)
  const width = scale === undefined || scale === 0 ? 100 : (100 * sum) / scale
  return (
    <div className="bar" role="img" aria-label={sentenceOf(counts)} style={{ width: `${width}%` }}>
      {present.map((outcome) => (
        <i key={outcome} className={`fill-${OUTCOME_MARK[outcome]}`} style={{ flex: counts[outcome] }} />
      ))}
    </div>
  )
}

/** `9 pass, 1 partial, 14 fail`. */
export function sentenceOf(counts: Counts): string {
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0)
  return present.length === 0 ? 'no controls' : present.map((outcome) => `${counts[outcome]} ${OUTCOME_WORD[outcome]}`).join(', ')
}

export function countOutcomes(items: readonly { readonly outcome: OutcomeName }[]): Counts {
  const counts: Record<OutcomeName, number> = {
    pass: 0,
    partial: 0,
    fail: 0,
    'accepted-risk': 0,
    'not-verified': 0,
    'not-applicable': 0,
  }
  for (const { outcome } of items) counts[outcome] += 1
  return counts
}
