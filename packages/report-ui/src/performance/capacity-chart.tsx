import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { BudgetLine, Line, Plot, Upright } from '../chart/plot.tsx'
import { linear, logarithmic, roundTicks } from '../chart/scale.ts'
import { count, figure, seconds, sentenceCase } from '../format.ts'
import { keyed } from '../keyed.ts'
import { axisMs } from './latency-charts.tsx'
import { VoidNote } from './void-note.tsx'

type Capacity = NonNullable<Report['capacity']>
type Point = readonly [ratePerSecond: number, ms: number]

interface CapacityChartProps {
  readonly capacity: Capacity
  readonly bottleneck: Report['bottleneck']
}

/** Latency over load, up to where the service bears no more, with the rate that keeps the objective. */
export function CapacityChart({ capacity, bottleneck }: CapacityChartProps): ReactElement {
  const { found, spike } = capacity
  const { slo, ratePerSecond, lower, upper } = found
  const name = `p${figure(slo.quantile * 100).replace(/\.0+$/, '')}`
  return (
    <figure className="card chart-card wide">
      <h3>Load against latency</h3>
      <p className="described">
        {found.void === null
          ? `${name} stays under ${figure(slo.limitMs)} ms up to ${count(Math.round(ratePerSecond))} requests/s (90 % interval ${count(Math.round(lower))}–${count(Math.round(upper))})${found.misfit ? '; rough, the probes contradict the model' : ''}.`
          : 'No capacity follows from this line.'}{' '}
        {bottleneck == null ? '' : `${sentenceCase(bottleneck.name)}: ${bottleneck.because}. `}
        {spikeSentence(spike)} Line: mean, 1 to {found.saturation.at(-1)?.concurrency ?? 1} users. Dots: {name} of the probes.
      </p>
      {found.void === null ? null : <VoidNote because={found.void} />}
      {found.saturation.length < 2 ? (
        <p className="nothing">Too few steps were measured for a line.</p>
      ) : (
        <Curve found={found} name={name} />
      )}
    </figure>
  )
}

function spikeSentence({ ratePerSecond, durationMs, recoveryMs, watchedMs }: Capacity['spike']): string {
  const what = `After ${figure(durationMs / 1000)} s of ${count(Math.round(ratePerSecond))} requests/s`
  return recoveryMs === null
    ? `${what} the service was not as before within ${figure(watchedMs / 1000)} s.`
    : `${what} the service was as before in ${seconds(recoveryMs)}.`
}

function Curve({ found, name }: { readonly found: Capacity['found']; readonly name: string }): ReactElement {
  // Little's law: users who do not pause are in the service all the time, so each waits users / rate
  const means = found.saturation.map(({ concurrency, ratePerSecond }): Point => [ratePerSecond, (1000 * concurrency) / ratePerSecond])
  const probes = found.probes.map(({ ratePerSecond, latencyMs }): Point => [ratePerSecond, latencyMs])
  const all = [...means, ...probes]
  const { limitMs } = found.slo
  const ticks = roundTicks(Math.max(...all.map(([rate]) => rate), found.ratePerSecond), 6)
  const x = linear(0, ticks.at(-1) ?? 1, ticks)
  const y = logarithmic(Math.max(0.05, Math.min(...all.map(([, ms]) => ms))) / 1.3, Math.max(limitMs, ...all.map(([, ms]) => ms)) * 1.5)
  return (
    <Plot
      label={`Mean latency over load: ${means.map(([rate, ms]) => `${count(Math.round(rate))} requests/s ${figure(ms)} ms`).join(', ')}`}
      x={x}
      y={y}
      formatX={count}
      formatY={axisMs}
      axes="requests/s · latency, ms (log)"
      marks={
        <>
          <BudgetLine at={y.place(limitMs)}>
            objective {name} ≤ {figure(limitMs)} ms
          </BudgetLine>
          {found.void === null ? (
            <Upright at={x.place(found.ratePerSecond)} side="left">
              knee <b>{count(Math.round(found.ratePerSecond))}</b>
            </Upright>
          ) : null}
          {keyed(probes, ([rate, ms]) => `${rate} ${ms}`).map(({ key, item: [rate, ms] }) => (
            <i
              key={key}
              className="dot"
              style={{ left: `${x.place(rate)}%`, bottom: `${y.place(ms)}%` }}
              title={`${name} ${figure(ms)} ms`}
            />
          ))}
        </>
      }
    >
      <Line points={means} x={x} y={y} />
    </Plot>
  )
}
