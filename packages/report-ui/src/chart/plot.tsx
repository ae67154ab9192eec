import type { ReactElement, ReactNode } from 'react'
import type { Scale } from './scale.ts'

interface PlotProps {
  readonly label: string
  readonly x: Scale
  readonly y: Scale
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  /** Names of both axes and their units. */
  readonly axes?: string
  readonly isSmall?: boolean
  readonly children: ReactNode
  /** Labels and reference lines, placed in percent above the drawing: text keeps its size at any width. */
  readonly marks?: ReactNode
}

/** A chart: axes as HTML, lines in a stretched drawing whose strokes do not stretch. */
export function Plot({ label, x, y, formatX, formatY, axes, isSmall = false, children, marks }: PlotProps): ReactElement {
  return (
    <div className={isSmall ? 'chart small' : 'chart'}>
      <div className="plot" role="img" aria-label={label}>
        {y.ticks.map((tick, at) => (
          <div key={tick} className={at === 0 ? 'grid-y first' : 'grid-y'} style={{ bottom: `${y.place(tick)}%` }}>
            <span>{formatY(tick)}</span>
          </div>
        ))}
        {x.ticks.map((tick) => (
          <div key={tick} className={x.place(tick) > 97 ? 'grid-x end' : 'grid-x'} style={{ left: `${x.place(tick)}%` }}>
            <span>{formatX(tick)}</span>
          </div>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {children}
        </svg>
        {marks}
      </div>
      {axes === undefined ? null : <div className="axes">{axes}</div>}
    </div>
  )
}

type Point = readonly [x: number, y: number]

interface LineProps {
  readonly points: readonly Point[]
  readonly x: Scale
  readonly y: Scale
  readonly isDashed?: boolean
  readonly isArea?: boolean
}

export function Line({ points, x, y, isDashed = false, isArea = false }: LineProps): ReactElement {
  const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x.place(point[0])},${100 - y.place(point[1])}`).join(' ')
  const first = points[0]
  const last = points.at(-1)
  return (
    <>
      {isArea && first !== undefined && last !== undefined ? (
        <path className="area" d={`${path} L${x.place(last[0])},100 L${x.place(first[0])},100 Z`} />
      ) : null}
      <path className={isDashed ? 'curve dashed' : 'curve'} d={path} />
    </>
  )
}

/** A dashed line that says its number. */
export function BudgetLine({ at, children }: { readonly at: number; readonly children: ReactNode }): ReactElement {
  return (
    <div className="reference" style={{ bottom: `${at}%` }}>
      <span>{children}</span>
    </div>
  )
}

interface UprightProps {
  readonly at: number
  readonly row?: number
  readonly side: 'left' | 'right'
  readonly isBudget?: boolean
  readonly children: ReactNode
}

/** An upright line with its label at the top; labels that would meet stand in rows. */
export function Upright({ at, row = 0, side, isBudget = false, children }: UprightProps): ReactElement {
  // a label that would leave the chart turns to the other side
  const isRight = (side === 'right' && at < 80) || at < 15
  return (
    <div className={isBudget ? 'upright budget' : 'upright'} style={{ left: `${at}%` }}>
      <span style={{ ...(isRight ? { left: '4px' } : { right: '4px' }), top: `${row * 16}px` }}>{children}</span>
    </div>
  )
}

interface LabelProps {
  readonly x: number
  readonly y: number
  /** Below the line, where another runs above it. */
  readonly isBelow?: boolean
  readonly children: ReactNode
}

/** A name beside its line. */
export function Label({ x, y, isBelow = false, children }: LabelProps): ReactElement {
  return (
    <span className="plot-label" style={{ left: `${x}%`, bottom: `calc(${y}% ${isBelow ? '- 20px' : '+ 4px'})` }}>
      {children}
    </span>
  )
}
