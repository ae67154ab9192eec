import type { Histogram } from '../histogram.ts'

/** Lines between 0 and 50 %, and again for each halving of what is left, as HdrHistogram's own tools write it. */
const TICKS = 5

/**
 * The percentile distribution as HdrHistogram prints it, in milliseconds: what wrk2 shows with --latency and plotters of such files
 * read. Empty when nothing was recorded.
 */
export function hdrDistribution(histogram: Histogram): string {
  if (histogram.count === 0) return ''
  const rows = rowsOf(histogram)
  const buckets = [...histogram.buckets()]
  const mean = histogram.mean / 1000
  const squares = buckets.reduce((sum, [value, count]) => sum + count * (value / 1000 - mean) ** 2, 0)
  return [
    '       Value     Percentile TotalCount 1/(1-Percentile)',
    '',
    ...rows,
    `#[Mean    = ${figure(mean)}, StdDeviation   = ${figure(Math.sqrt(squares / histogram.count))}]`,
    `#[Max     = ${figure(histogram.max / 1000)}, Total count    = ${String(histogram.count).padStart(12)}]`,
    `#[Buckets = ${String(buckets.length).padStart(12)}, SubBuckets     = ${String(1024).padStart(12)}]`,
    '',
  ].join('\n')
}

function rowsOf(histogram: Histogram): readonly string[] {
  const rows: string[] = []
  let level = 0
  let seen = 0
  for (const [value, count] of histogram.buckets()) {
    seen += count
    while (seen < histogram.count && (100 * seen) / histogram.count >= level) {
      rows.push(`${rowOf(value, level, seen)} ${(1 / (1 - level / 100)).toFixed(2).padStart(14)}`)
      level += 100 / (TICKS * 2 ** (Math.floor(Math.log2(100 / (100 - level))) + 1))
    }
  }
  return [...rows, rowOf(histogram.max, 100, histogram.count)]
}

function rowOf(microseconds: number, percent: number, seen: number): string {
  return `${figure(microseconds / 1000)} ${(percent / 100).toFixed(12)} ${String(seen).padStart(10)}`
}

function figure(value: number): string {
  return value.toFixed(3).padStart(12)
}
