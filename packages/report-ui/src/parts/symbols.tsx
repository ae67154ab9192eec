import type { OutcomeName, Severity, Strength } from 'assay'
import type { ReactElement } from 'react'
import { type Mark, OUTCOME_MARK, OUTCOME_WORD } from '../words.ts'

/** Shapes that other parts of the page refer to. */
export function SymbolDefinitions(): ReactElement {
  return (
    <svg width="0" height="0" className="definitions" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--surface)" />
          <rect width="1.6" height="5" fill="var(--line-2)" />
        </pattern>
        <symbol id="i-pass" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="7.2" fill="currentColor" />
          <path d="M4.8 8.3l2.2 2.2 4.2-4.7" fill="none" stroke="var(--surface)" strokeWidth="1.7" strokeLinecap="round" />
        </symbol>
        <symbol id="i-partial" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M8 1.6a6.4 6.4 0 0 1 0 12.8z" fill="currentColor" />
        </symbol>
        <symbol id="i-fail" viewBox="0 0 16 16">
          <path d="M5.1.9h5.8l4.2 4.2v5.8l-4.2 4.2H5.1L.9 10.9V5.1z" fill="currentColor" />
          <path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" stroke="var(--surface)" strokeWidth="1.7" strokeLinecap="round" />
        </symbol>
        <symbol id="i-accepted" viewBox="0 0 16 16">
          <path d="M8 1.2l6.8 6.8L8 14.8 1.2 8z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
          <path d="M8 5v3.6M8 10.6v.4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </symbol>
        <symbol id="i-nv" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.6 1.55" />
          <path
            d="M6.1 6.4c0-2.6 3.9-2.5 3.9-.2 0 1.4-1.9 1.5-1.9 2.8"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
          />
          <circle cx="8.1" cy="11.3" r=".9" fill="currentColor" />
        </symbol>
        <symbol id="i-na" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" opacity=".7" />
          <path d="M5.2 8h5.6" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </symbol>
      </defs>
    </svg>
  )
}

/** The shape of a state. The word stands beside it, or is given as its label. */
export function Icon({ mark, label }: { readonly mark: Mark; readonly label?: string }): ReactElement {
  const shape = <use href={`#i-${mark}`} />
  const name = `icon state-${mark}`
  if (label === undefined) {
    return (
      <svg className={name} aria-hidden="true">
        {shape}
      </svg>
    )
  }
  return (
    <svg className={name} role="img" aria-label={label}>
      {shape}
    </svg>
  )
}

/** The word carries the meaning; shape and colour repeat it. */
export function OutcomeMark({ outcome, word }: { readonly outcome: OutcomeName; readonly word?: boolean }): ReactElement {
  return (
    <span className={`outcome state-${OUTCOME_MARK[outcome]}`}>
      <Icon mark={OUTCOME_MARK[outcome]} />
      <span className={word === false ? 'hidden-text' : undefined}>{OUTCOME_WORD[outcome]}</span>
    </span>
  )
}

const BARS: Readonly<Record<Strength, number>> = { observed: 4, tested: 3, read: 2, attested: 1 }
const HEIGHTS = [3, 6, 9, 12] as const

interface StrengthBarsProps {
  readonly strength: Strength | null
  /** Shows the word beside the bars; a compact list leaves it to the legend. */
  readonly word?: string | false
}

export function StrengthBars({ strength, word }: StrengthBarsProps): ReactElement {
  const full = strength === null ? 0 : BARS[strength]
  const name = strength ?? 'no evidence'
  const bars = HEIGHTS.map((height, at) => (
    <rect key={height} x={at * 4} y={12 - height} width="2.6" height={height} rx=".6" className={at < full ? 'full' : 'empty'} />
  ))
  if (word === false) {
    return (
      <span className="strength">
        <svg viewBox="-0.5 -0.5 16 13" role="img" aria-label={`evidence: ${name}`}>
          {bars}
        </svg>
      </span>
    )
  }
  return (
    <span className="strength">
      <svg viewBox="-0.5 -0.5 16 13" aria-hidden="true">
        {bars}
      </svg>
      <span>{word ?? name}</span>
    </span>
  )
}

export function SeverityTag({ severity }: { readonly severity: Severity }): ReactElement {
  return <span className={`severity severity-${severity}`}>{severity}</span>
}

export function Chevron(): ReactElement {
  return (
    <svg className="chevron" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M5 3l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
