import type { ReactElement } from 'react'
import { BudgetLine, Label, Line, Plot, Upright } from '../chart/plot.tsx'
import { linear, logarithmic, roundTicks } from '../chart/scale.ts'
import { count, figure, sentenceCase } from '../format.ts'
import type { Measurement } from '../report-types.ts'
import { binsOf, type LatencyHistogram, quantileOf, readHistogram } from './histogram.ts'
import { VoidNote } from './void-note.tsx'

const BINS = 36
/** A budget far beyond what was measured would squeeze the measured part: it is said instead of drawn. */
const FARTHEST_BUDGET = 4

interface LatencyProps {
  readonly measurement: Measurement
  readonly budget: number | null
}

/** How many requests took how long. */
export function DistributionChart({ measurement, budget }: LatencyProps): ReactElement {
  const histogram = readHistogram(measurement.histogram)
  const bins = histogram === null ? [] : binsOf(histogram, BINS)
  return (
    <figure className="card chart-card">
      <h3>Distribution of response times</h3>
      <p className="described">
        {count(measurement.requests)} requests. {sentenceCase(measurement.description)}.
      </p>
      {measurement.void !== null ? <VoidNote because={measurement.void} /> : null}
      {histogram === null || bins.length === 0 ? (
        <p className="nothing">No response time was recorded.</p>
      ) : (
        <Histogram histogram={histogram} bins={bins} measurement={measurement} budget={budget} />
      )}
    </figure>
  )
}

interface HistogramProps extends LatencyProps {
  readonly histogram: LatencyHistogram
  readonly bins: ReturnType<typeof binsOf>
}

function Histogram({ histogram, bins, measurement, budget }: HistogramProps): ReactElement {
  const high = bins.at(-1)?.toMs ?? 1
  const isDrawn = budget !== null && budget <= high * FARTHEST_BUDGET
  const x = logarithmic((bins[0]?.fromMs ?? 1) / 1.1, (isDrawn ? Math.max(high, budget) : high) * 1.15)
  const ticks = roundTicks(Math.max(...bins.map((bin) => bin.count)), 3)
  const y = linear(0, ticks.at(-1) ?? 1, ticks)
  const marks = [0.5, 0.95, 0.99].map((q) => [q, percentileMs(measurement, q) ?? quantileOf(histogram, q)] as const)
  return (
    <>
      <Plot
        label={`Response times: ${marks.map(([q, ms]) => `p${q * 100} ${figure(ms)} ms`).join(', ')}, of ${count(histogram.count)} requests`}
        x={x}
        y={y}
        formatX={axisMs}
        formatY={count}
        axes="response time, ms (log) · requests"
        marks={
          <>
            {marks.map(([q, ms], row) => (
              <Upright key={q} at={x.place(ms)} row={row} side={q === 0.99 ? 'right' : 'left'}>
                p{q * 100} <b>{figure(ms)}</b>
              </Upright>
            ))}
            {isDrawn ? (
              <Upright at={x.place(budget)} row={3} side="left" isBudget>
                budget p95 ≤ {figure(budget)}
              </Upright>
            ) : null}
          </>
        }
      >
        {bins.map((bin) => {
          const left = x.place(bin.fromMs)
          const height = y.place(bin.count)
          return (
            <rect
              key={bin.fromMs}
              className={budget !== null && bin.fromMs >= budget ? 'column over' : 'column'}
              x={left}
              y={100 - height}
              width={Math.max(0.2, (x.place(bin.toMs) - left) * 0.86)}
              height={height}
            />
          )
        })}
      </Plot>
      {budget !== null && !isDrawn ? (
        <p className="note">
          The budget, p95 ≤ {figure(budget)} ms, lies {figure(budget / high)} times beyond the slowest request.
        </p>
      ) : null}
    </>
  )
}

const LOWEST_SHARE = 0.1
/** Where along the axis the lines carry their names. */
const STEADY_AT = 0.8
const USERS_AT = 0.3
const SHARES = [LOWEST_SHARE, 0.25, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99, 0.993, 0.996, 0.999, 1]

interface PercentileProps {
  readonly alone: Measurement
  readonly together: Measurement
  readonly budget: number | null
}

/** Latency by percentile: the steady load, and fifty users at once. */
export function PercentileChart({ alone, together, budget }: PercentileProps): ReactElement {
  const first = readHistogram(alone.histogram)
  const second = readHistogram(together.histogram)
  if (first === null || second === null || first.count === 0 || second.count === 0) {
    return (
      <figure className="card chart-card">
        <h3>Latency by percentile</h3>
        <p className="nothing">There are not enough response times for this chart.</p>
      </figure>
    )
  }
  const nines = Math.min(3, Math.log10(Math.max(first.count, second.count)))
  const x = linear(nineOf(LOWEST_SHARE), nines, [nineOf(0.5), 1, 2, 3])
  const shares = SHARES.filter((q) => nineOf(q) <= nines)
  const line = (histogram: LatencyHistogram) => shares.map((q) => [nineOf(q), quantileOf(histogram, q)] as const)
  const values = [...line(first), ...line(second)].map(([, ms]) => ms)
  const high = Math.max(...values)
  const isDrawn = budget !== null && budget <= high * FARTHEST_BUDGET
  const y = logarithmic(Math.min(...values) / 1.2, Math.max(high, isDrawn ? budget : 0) * 1.4)
  return (
    <figure className="card chart-card">
      <h3>Latency by percentile</h3>
      <p className="described">
        Solid: the steady load{alone.void === null ? '' : ' (void)'}. Dashed: {together.description.replace(/^closed model: /, '')},{' '}
        {count(Math.round(together.ratePerSecond))} requests/s.
      </p>
      {together.void !== null ? <VoidNote because={together.void} /> : null}
      <Plot
        label={`Latency by percentile. Steady load: ${sentence(alone)}. Fifty users: ${sentence(together)}.`}
        x={x}
        y={y}
        formatX={(value) => percentileName(value)}
        formatY={axisMs}
        axes="share of requests (log) · ms (log)"
        marks={
          <>
            <Label x={x.place(STEADY_AT * nines)} y={y.place(quantileOf(first, shareAt(STEADY_AT * nines)))} isBelow>
              steady
            </Label>
            <Label x={x.place(USERS_AT * nines)} y={y.place(quantileOf(second, shareAt(USERS_AT * nines))) + 3}>
              50 users
            </Label>
            {isDrawn ? <BudgetLine at={y.place(budget)}>budget p95 ≤ {figure(budget)} ms</BudgetLine> : null}
            {/* the interval of a void run says nothing of the service */}
            {alone.void === null ? <P95 measurement={alone} left={x.place(nineOf(0.95))} place={y.place} /> : null}
          </>
        }
      >
        <Line points={line(first)} x={x} y={y} />
        <Line points={line(second)} x={x} y={y} isDashed />
      </Plot>
    </figure>
  )
}

interface P95Props {
  readonly measurement: Measurement
  readonly left: number
  readonly place: (value: number) => number
}

/** p95 with its interval; without an upper bound it is open above. */
function P95({ measurement: { latencyMs }, left, place }: P95Props): ReactElement | null {
  if (latencyMs === null) return null
  const { value, lower, upper } = latencyMs.p95
  const bottom = place(lower ?? value)
  const top = place(upper ?? value)
  return (
    <>
      <i className="whisker" style={{ left: `${left}%`, bottom: `${bottom}%`, height: `${Math.max(0, top - bottom)}%` }} />
      <i className="dot" style={{ left: `${left}%`, bottom: `${place(value)}%` }} />
      <Label x={left + 1} y={bottom} isBelow>
        p95
      </Label>
    </>
  )
}

/** 0 at the median's side, 1 at p90, 2 at p99. */
function nineOf(share: number): number {
  return share >= 1 ? 3 : -Math.log10(1 - share)
}

function shareAt(nines: number): number {
  return 1 - 10 ** -nines
}

function percentileName(nines: number): string {
  const share = shareAt(nines) * 100
  return `p${share < 99.5 ? Math.round(share) : share.toFixed(1)}`
}

function sentence({ latencyMs }: Measurement): string {
  return latencyMs === null
    ? 'no answer'
    : `p50 ${figure(latencyMs.p50.value)}, p95 ${figure(latencyMs.p95.value)}, p99 ${figure(latencyMs.p99.value)} ms`
}

function percentileMs({ latencyMs }: Measurement, q: number): number | null {
  if (latencyMs === null) return null
  return q === 0.5 ? latencyMs.p50.value : q === 0.95 ? latencyMs.p95.value : latencyMs.p99.value
}

export function axisMs(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toPrecision(3))} s` : String(Number(ms.toPrecision(3)))
}
