import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { score } from '../format.ts'
import type { Mark } from '../words.ts'
import { VERDICT_MARK } from '../words.ts'

const RADIUS = 74
const CENTRE = { x: 108, y: 102 }
const LENGTH = 2 * Math.PI * RADIUS

/** Lowest scores of the letters, and the proofs that a letter, a better one than B, and A+ need (policy, spec/scoring section 3). */
const LETTERS: readonly Tick[] = [
  { at: 50, name: 'D' },
  { at: 65, name: 'C' },
  { at: 80, name: 'B' },
  { at: 90, name: 'A' },
]
const PROOFS: readonly Tick[] = [
  { at: 60, name: '60' },
  { at: 80, name: '80' },
  { at: 90, name: '90' },
]

interface Tick {
  readonly at: number
  readonly name: string
}

const FILL: Readonly<Record<Mark, string>> = {
  pass: 'var(--pass-fill)',
  partial: 'var(--partial-fill)',
  fail: 'var(--fail-fill)',
  accepted: 'var(--ink-2)',
  nv: 'var(--nv-fill)',
  na: 'var(--ink-3)',
}

/** R and P: the same size, stroke and weight, always side by side. */
export function Rings({ report }: { readonly report: Report }): ReactElement {
  const { result, proof, caps, verdict } = report
  const cap = caps.reduce<number | null>((least, { limit }) => (least === null || limit < least ? limit : least), null)
  return (
    <div className="rings">
      <figure className="ring">
        <svg viewBox="0 0 216 204" role="img" aria-label={resultLabel(result, cap)}>
          <Track />
          {cap === null ? null : <Arc from={cap} to={100} stroke="url(#hatch)" />}
          {result === null ? null : <Arc from={0} to={result} stroke={FILL[VERDICT_MARK[verdict]]} />}
          {LETTERS.filter(({ at }) => cap === null || Math.abs(at - cap) > 3).map((tick) => (
            <TickMark key={tick.name} {...tick} />
          ))}
          {cap === null ? null : <CapMark at={cap} />}
          <Big>{result === null ? '–' : score(result)}</Big>
          <Unit>{result === null ? 'nothing verified' : 'of 100'}</Unit>
        </svg>
        <figcaption>
          <b>Result R</b>
          what was verified, and holds
          {cap === null ? null : <span>hatched: out of reach under the cap</span>}
        </figcaption>
      </figure>
      <figure className="ring">
        <svg viewBox="0 0 216 204" role="img" aria-label={`Proof P ${score(proof)} percent`}>
          <Track />
          <Arc from={0} to={proof} stroke="var(--accent)" />
          {PROOFS.map((tick) => (
            <TickMark key={tick.name} {...tick} />
          ))}
          <Big unit="%">{score(proof)}</Big>
          <Unit>of the weight</Unit>
        </svg>
        <figcaption>
          <b>Proof P</b>
          what was verified, how strongly
          <span>60 for a letter, 80 above B, 90 for A+</span>
        </figcaption>
      </figure>
    </div>
  )
}

function resultLabel(result: number | null, cap: number | null): string {
  if (result === null) return 'Result R: nothing was verified'
  return `Result R ${score(result)} of 100${cap === null ? '' : `, capped at ${cap}`}`
}

function Track(): ReactElement {
  return <circle cx={CENTRE.x} cy={CENTRE.y} r={RADIUS} fill="none" stroke="var(--line)" strokeWidth="13" />
}

function Arc({ from, to, stroke }: { readonly from: number; readonly to: number; readonly stroke: string }): ReactElement | null {
  if (to <= from) return null
  return (
    <circle
      cx={CENTRE.x}
      cy={CENTRE.y}
      r={RADIUS}
      fill="none"
      stroke={stroke}
      strokeWidth="13"
      strokeDasharray={`${((to - from) / 100) * LENGTH} ${LENGTH}`}
      transform={`rotate(${from * 3.6 - 90} ${CENTRE.x} ${CENTRE.y})`}
    />
  )
}

function pointAt(value: number, radius: number): { readonly x: number; readonly y: number } {
  const angle = (value / 100) * 2 * Math.PI - Math.PI / 2
  const round = (coordinate: number): number => Math.round(coordinate * 10) / 10
  return { x: round(CENTRE.x + radius * Math.cos(angle)), y: round(CENTRE.y + radius * Math.sin(angle)) }
}

function TickMark({ at, name }: Tick): ReactElement {
  const inner = pointAt(at, 67.5)
  const middle = pointAt(at, 80.5)
  const outer = pointAt(at, 84)
  const text = pointAt(at, 91)
  return (
    <>
      <line x1={inner.x} y1={inner.y} x2={middle.x} y2={middle.y} stroke="var(--bg)" strokeWidth="1.6" />
      <line x1={middle.x} y1={middle.y} x2={outer.x} y2={outer.y} stroke="var(--ink-3)" strokeWidth="1.3" />
      <text className="tick" x={text.x} y={text.y + 4} textAnchor={at === 50 ? 'middle' : 'end'}>
        {name}
      </text>
    </>
  )
}

function CapMark({ at }: { readonly at: number }): ReactElement {
  const inner = pointAt(at, 64)
  const outer = pointAt(at, 85)
  const text = pointAt(at, 97)
  return (
    <>
      <line x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} stroke="var(--ink)" strokeWidth="2.5" />
      <text className="tick cap" x={text.x} y={text.y + 3} textAnchor={at < 40 ? 'start' : at > 60 ? 'end' : 'middle'}>
        cap {at}
      </text>
    </>
  )
}

function Big({ children, unit }: { readonly children: string; readonly unit?: string }): ReactElement {
  return (
    <text className="big" x={CENTRE.x} y="114" textAnchor="middle">
      {children}
      {unit === undefined ? null : (
        <tspan fontSize="24" dx="2">
          {unit}
        </tspan>
      )}
    </text>
  )
}

function Unit({ children }: { readonly children: string }): ReactElement {
  return (
    <text className="unit" x={CENTRE.x} y="135" textAnchor="middle">
      {children}
    </text>
  )
}
