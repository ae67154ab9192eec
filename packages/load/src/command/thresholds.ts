import { formatDuration, parseDuration } from '../duration.ts'
import { LoadError } from '../errors.ts'
import type { LoadResult } from '../generator/load-result.ts'
import { Histogram } from '../histogram.ts'
import type { ServiceLevel } from '../statistics/capacity.ts'

/** A promise that a run keeps or breaks. */
export type Threshold =
  | { readonly kind: 'latency'; readonly text: string; readonly figure: LatencyFigure; readonly limitMs: number }
  | { readonly kind: 'errors'; readonly text: string; readonly share: number }
  | { readonly kind: 'rate'; readonly text: string; readonly perSecond: number }

export type LatencyFigure = { readonly kind: 'quantile'; readonly quantile: number } | { readonly kind: 'mean' } | { readonly kind: 'max' }

export interface ThresholdOutcome {
  readonly threshold: string
  readonly holds: boolean
  readonly measured: string
}

const FORMS = "--fail 'p95<200ms', 'mean<50ms', 'max<2s', 'errors<1%' or 'rate>500'"

/** Reads `p95<200ms`, `errors<1%`, `rate>500`. Throws LoadError('USAGE'). */
export function parseThreshold(text: string): Threshold {
  const match = /^\s*(p\d+(?:\.\d+)?|mean|max|errors|rate)\s*(<=?|>=?)\s*(\S+)\s*$/i.exec(text)
  const [, figure = '', comparison = '', limit = ''] = match ?? []
  const name = figure.toLowerCase()
  const wanted = name === 'rate' ? '>' : '<'
  if (match === null || !comparison.startsWith(wanted)) throw new LoadError('USAGE', `"${text}" is not a threshold. Write one of ${FORMS}.`)
  if (name === 'errors') return { kind: 'errors', text, share: shareOf(text, limit) }
  if (name === 'rate') return { kind: 'rate', text, perSecond: perSecondOf(text, limit) }
  return { kind: 'latency', text, figure: latencyFigure(text, name), limitMs: durationWithUnit(text, limit) }
}

/** Reads `p99<100ms`. Throws LoadError('USAGE'). */
export function parseServiceLevel(text: string): ServiceLevel {
  const threshold = parseThreshold(text)
  if (threshold.kind !== 'latency' || threshold.figure.kind !== 'quantile') {
    throw new LoadError('USAGE', `"${text}" is not a service level. Write it as --slo 'p99<100ms'.`)
  }
  return { quantile: threshold.figure.quantile, limitMs: threshold.limitMs }
}

export function judgeThreshold(threshold: Threshold, result: LoadResult): ThresholdOutcome {
  if (threshold.kind === 'errors') {
    const share = result.requests === 0 ? 1 : result.errors / result.requests
    return { threshold: threshold.text, holds: share < threshold.share, measured: `${Number((share * 100).toPrecision(3))} %` }
  }
  if (threshold.kind === 'rate') {
    return {
      threshold: threshold.text,
      holds: result.ratePerSecond > threshold.perSecond,
      measured: `${result.ratePerSecond.toFixed(1)} per second`,
    }
  }
  const measured = figureOf(threshold.figure, result)
  if (measured === null) return { threshold: threshold.text, holds: false, measured: 'nothing was answered' }
  return { threshold: threshold.text, holds: measured < threshold.limitMs, measured: formatDuration(measured) }
}

function figureOf(figure: LatencyFigure, { latencyMs, histogram }: LoadResult): number | null {
  if (histogram.count === 0) return null
  if (figure.kind === 'mean') return latencyMs.mean
  return figure.kind === 'max' ? latencyMs.max : Histogram.deserialize(histogram).quantile(figure.quantile) / 1000
}

function latencyFigure(text: string, name: string): LatencyFigure {
  if (name === 'mean' || name === 'max') return { kind: name }
  const percent = name.slice(1)
  // p999 is the wrk way to write p99.9; digits move as text, so that p99.9 is 0.999 and nothing near it
  const [whole = '', decimals = ''] = /^99\d+$/.test(percent) ? ['99', percent.slice(2)] : percent.split('.')
  const quantile = whole.length > 2 ? Number.NaN : Number(`0.${whole.padStart(2, '0')}${decimals}`)
  if (!(quantile > 0 && quantile < 1)) throw new LoadError('USAGE', `"${text}" names no percentile between p0 and p100.`)
  return { kind: 'quantile', quantile }
}

function durationWithUnit(text: string, limit: string): number {
  if (/^\d+(\.\d+)?$/.test(limit)) throw new LoadError('USAGE', `"${text}" lacks a unit. Write ${limit}ms or ${limit}s.`)
  return parseDuration(limit)
}

function shareOf(text: string, limit: string): number {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(limit)
  if (match === null) throw new LoadError('USAGE', `"${text}" needs a percentage, like errors<1%.`)
  return Number(match[1]) / 100
}

function perSecondOf(text: string, limit: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(limit)
  if (match === null) throw new LoadError('USAGE', `"${text}" needs requests per second, like rate>500.`)
  return Number(match[1])
}
