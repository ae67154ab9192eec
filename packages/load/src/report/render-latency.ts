import { formatDuration } from '../duration.ts'
import type { LoadResult } from '../generator/load-result.ts'
import { Histogram } from '../histogram.ts'

export interface RenderOptions {
  /** Columns. Default 80, at least 40. */
  readonly width?: number
  readonly color?: boolean
}

/** Eighths of a cell, for bars finer than a character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const ROWS = 12
const QUANTILES = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p99.9', 0.999],
] as const

/** A table of percentiles and a picture of the distribution, every line at most `width` columns. */
export function renderLatency(
  result: Pick<LoadResult, 'latencyMs' | 'serviceMs' | 'model' | 'histogram'>,
  options: RenderOptions = {},
): string {
  const width = Math.max(40, options.width ?? 80)
  if (result.histogram.count === 0) return 'No request was answered, so there is no latency.'
  return [...table(result), '', ...picture(Histogram.deserialize(result.histogram), width, options.color ?? false)].join('\n')
}

function table({ latencyMs, serviceMs, model }: Pick<LoadResult, 'latencyMs' | 'serviceMs' | 'model'>): string[] {
  const columns = [
    ['', 'min', 'p50', 'p90', 'p95', 'p99', 'p99.9', 'max'],
    row('latency', latencyMs),
    ...(model.kind === 'closed' ? [] : [row('after sending', serviceMs)]),
  ]
  const widths = columns[0]?.map((_, column) => Math.max(...columns.map((cells) => cells[column]?.length ?? 0))) ?? []
  return columns.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join(' ')
      .trimEnd(),
  )
}

function row(name: string, { min, p50, p90, p95, p99, p999, max }: LoadResult['latencyMs']): string[] {
  return [name, ...[min, p50, p90, p95, p99, p999, max].map(formatDuration)]
}

/** Bars over intervals of equal ratio, from the fastest to the slowest, with the percentiles beside the interval that holds them. */
function picture(histogram: Histogram, width: number, color: boolean): string[] {
  const low = Math.max(1, histogram.min)
  const high = Math.max(low * 1.0001, histogram.max)
  const ratio = Math.max(1.02, (high / low) ** (1 / ROWS))
  const rows = Math.min(ROWS, Math.max(1, Math.ceil(Math.log(high / low) / Math.log(ratio) - 1e-9)))
  const counts = new Array<number>(rows).fill(0)
  const rowOf = (value: number) => Math.min(rows - 1, Math.max(0, Math.floor(Math.log(Math.max(value, low) / low) / Math.log(ratio))))
  for (const [value, count] of histogram.buckets()) counts[rowOf(value)] = (counts[rowOf(value)] ?? 0) + count
  const marks = marksOf(counts, histogram.count)
  const labels = counts.map((_, index) => formatDuration((low * ratio ** (index + 1)) / 1000))
  const labelWidth = Math.max(...labels.map((label) => label.length))
  const markWidth = Math.max(...marks.map((mark) => mark.length))
  const barWidth = Math.max(4, width - labelWidth - markWidth - 12)
  const most = Math.max(...counts)
  const lines = counts.map((count, index) => {
    const share = `${((count * 100) / histogram.count).toFixed(1)} %`.padStart(7)
    const line = `≤ ${(labels[index] ?? '').padStart(labelWidth)} ${share} ${bar(count / most, barWidth, color)} ${marks[index] ?? ''}`
    return line.trimEnd()
  })
  const isGap = (index: number) => counts[index] === 0 && (counts[index - 1] === 0 || counts[index + 1] === 0)
  return lines.flatMap((line, index) => {
    if (!isGap(index)) return [line]
    return isGap(index - 1) ? [] : ['⋮'.padStart(labelWidth + 2)] // a gap is told once
  })
}

/** The names of the percentiles that fall into each row: found by the rows' own counts, so a percentile never stands at an empty row. */
function marksOf(counts: readonly number[], total: number): string[] {
  const marks: string[][] = counts.map(() => [])
  for (const [name, quantile] of QUANTILES) {
    const rank = Math.max(1, Math.ceil(quantile * total))
    let below = 0
    const index = counts.findIndex((count) => {
      below += count
      return below >= rank
    })
    marks[index]?.push(name)
  }
  return marks.map((names) => names.join(' '))
}

function bar(share: number, width: number, color: boolean): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0
  const drawn = '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? '')
  const padding = ' '.repeat(Math.max(0, width - drawn.length))
  return (color && drawn !== '' ? `\u001b[36m${drawn}\u001b[39m` : drawn) + padding
}
