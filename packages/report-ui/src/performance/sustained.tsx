import type { ReactElement } from 'react'
import { BudgetLine, Label, Line, Plot } from '../chart/plot.tsx'
import { linear, roundTicks } from '../chart/scale.ts'
import { count, figure, percent, seconds } from '../format.ts'
import type { Measurement } from '../report-types.ts'
import { axisMs } from './latency-charts.tsx'
import { VoidNote } from './void-note.tsx'

const FARTHEST_BUDGET = 3

/** The same load for a while: does it stay as fast as it began? */
export function SustainedChart({
  measurement,
  budget,
}: {
  readonly measurement: Measurement
  readonly budget: number | null
}): ReactElement {
  const { timeline, drift, durationMs, requests, ratePerSecond } = measurement
  // the last interval may be too short to say anything
  const whole = timeline.filter((point) => point.requests > 0 && point.durationMs >= (timeline[0]?.durationMs ?? 0) / 2)
  const last = whole.at(-1)
  const end = last === undefined ? 1 : (last.startMs + last.durationMs) / 1000
  const high = Math.max(...whole.map(({ p95Ms }) => p95Ms), 0.001)
  const isDrawn = budget !== null && budget <= high * FARTHEST_BUDGET
  const ticks = roundTicks(isDrawn ? Math.max(high, budget) : high)
  const x = linear(0, end, roundTicks(end, 6))
  const y = linear(0, ticks.at(-1) ?? 1, ticks)
  const middle = (point: (typeof whole)[number]): number => (point.startMs + point.durationMs / 2) / 1000
  const start = whole[0] === undefined ? 0 : x.place(middle(whole[0]))
  return (
    <figure className="card chart-card wide">
      <h3>Sustained load</h3>
      <p className="described">
        {count(requests)} requests in {seconds(durationMs)}, {figure(ratePerSecond)} a second. {driftSentence(drift)}
      </p>
      {measurement.void !== null ? <VoidNote because={measurement.void} /> : null}
      {whole.length < 2 ? (
        <p className="nothing">The run was too short for a line over time.</p>
      ) : (
        <Plot
          label={`Latency over ${figure(end)} s: p95 between ${figure(Math.min(...whole.map(({ p95Ms }) => p95Ms)))} and ${figure(high)} ms`}
          x={x}
          y={y}
          formatX={String}
          formatY={axisMs}
          axes="seconds of the run · ms"
          marks={
            <>
              <Label x={start} y={y.place(whole[0]?.p95Ms ?? 0)}>
                p95
              </Label>
              <Label x={start} y={y.place(whole[0]?.p50Ms ?? 0)}>
                p50
              </Label>
              {isDrawn ? <BudgetLine at={y.place(budget)}>budget p95 ≤ {figure(budget)} ms</BudgetLine> : null}
            </>
          }
        >
          <Line points={whole.map((point) => [middle(point), point.p95Ms])} x={x} y={y} />
          <Line points={whole.map((point) => [middle(point), point.p50Ms])} x={x} y={y} isDashed />
        </Plot>
      )}
    </figure>
  )
}

function driftSentence({ direction, relativeChange, probability, blocks }: Measurement['drift']): string {
  if (direction === null) return 'Too short to tell a drift.'
  const change = `${relativeChange > 0 ? '+' : '−'}${percent(Math.abs(relativeChange))} over the run, ${blocks} blocks`
  if (direction === 'none') return `No drift of the median that matters (${change}; by chance with probability ${figure(probability)}).`
  return `The median is ${direction}: ${change}; by chance with probability ${figure(probability)}.`
}
