import type { ReactElement } from 'react'
import { Line, Plot } from '../chart/plot.tsx'
import { linear, roundTicks } from '../chart/scale.ts'
import { count, figure } from '../format.ts'
import type { Performance } from '../report-types.ts'

type Sample = Extract<Performance['process'], { state: 'known' }>['samples'][number]
type Point = readonly [second: number, value: number]

const MIB = 1024 * 1024

/** What the service's process used while the load lasted. */
export function Resources({ performance: { process, leak } }: { readonly performance: Performance }): ReactElement {
  return (
    <figure className="card chart-card wide">
      <h3>Resources over time</h3>
      <p className="described">{leakSentence(leak)}</p>
      {process.state === 'unknown' ? (
        <p className="nothing">The process was not watched: {process.because}.</p>
      ) : process.samples.length < 2 ? (
        <p className="nothing">The process was looked at only once.</p>
      ) : (
        <div className="resources">
          <Series name="Processor, % of one core" points={processorOf(process.samples)} isShare />
          <Series
            name="Memory, MiB"
            points={process.samples.map((sample) => [sample.atMs / 1000, (sample.pssBytes ?? sample.rssBytes) / MIB])}
          />
          <Series name="Open descriptors" points={known(process.samples, ({ descriptors }) => descriptors)} />
          <Series name="Threads" points={process.samples.map(({ atMs, threads }) => [atMs / 1000, threads])} />
        </div>
      )}
    </figure>
  )
}

function leakSentence(leak: Performance['leak']): string {
  if (leak.verdict === 'not-assessable') return `Leak not assessable: ${leak.because}.`
  const growth = `${count(Math.round(leak.bytesPerSecond / 1024))} KiB/s over ${figure(leak.spanMs / 1000)} s`
  return leak.verdict === 'leak' ? `Memory grows without end: ${growth}.` : `No leak seen: ${growth}.`
}

/** Processor time between neighbouring looks; looks that are very close say nothing. */
function processorOf(samples: readonly Sample[]): Point[] {
  return samples.slice(1).flatMap((sample, at): Point[] => {
    const before = samples[at]
    if (before === undefined || sample.atMs - before.atMs < 200) return []
    return [[sample.atMs / 1000, (100 * (sample.cpuMs - before.cpuMs)) / (sample.atMs - before.atMs)]]
  })
}

function known(samples: readonly Sample[], pick: (sample: Sample) => number | null): Point[] {
  return samples.flatMap((sample): Point[] => {
    const value = pick(sample)
    return value === null ? [] : [[sample.atMs / 1000, value]]
  })
}

interface SeriesProps {
  readonly name: string
  readonly points: readonly Point[]
  readonly isShare?: boolean
}

function Series({ name, points, isShare = false }: SeriesProps): ReactElement {
  const values = points.map(([, value]) => value)
  const first = values[0]
  const last = values.at(-1)
  if (first === undefined || last === undefined || points.length < 2) {
    return (
      <div>
        <h4>{name}</h4>
        <p>not known</p>
      </div>
    )
  }
  const ticks = roundTicks(Math.max(...values, isShare ? 100 : 1), 2)
  const end = points.at(-1)?.[0] ?? 1
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const sentence = isShare ? `${figure(mean)} on average, ${figure(Math.max(...values))} at most` : `${figure(first)} → ${figure(last)}`
  const x = linear(0, end, [0, end])
  const y = linear(0, ticks.at(-1) ?? 1, ticks)
  return (
    <div>
      <h4>{name}</h4>
      <p>{sentence}</p>
      <Plot label={`${name}: ${sentence}`} x={x} y={y} formatX={(value) => `${figure(value)} s`} formatY={String} isSmall>
        <Line points={points} x={x} y={y} isArea />
      </Plot>
    </div>
  )
}
