import { LoadError } from '../errors.ts'
import { exponential, type Random, seededRandom } from '../statistics/random.ts'

/**
 * How requests come to be sent. In the closed model each connection is a user who waits for the answer before asking again; in the open
 * models they arrive at their own instants, whatever the service does, and latency counts from there.
 */
export type LoadModel =
  | { readonly kind: 'closed' }
  /** Evenly spaced. */
  | { readonly kind: 'constant'; readonly ratePerSecond: number }
  /** Independent arrivals, as of many users. */
  | { readonly kind: 'poisson'; readonly ratePerSecond: number }
  /** From one rate to another in a straight line over the whole run. */
  | { readonly kind: 'ramp'; readonly fromPerSecond: number; readonly toPerSecond: number }
  | { readonly kind: 'steps'; readonly steps: readonly LoadStep[] }
  /** A recorded sequence of instants, in milliseconds from the start. */
  | { readonly kind: 'replay'; readonly arrivalsMs: readonly number[] }

export interface LoadStep {
  readonly ratePerSecond: number
  readonly durationMs: number
}

export type OpenModel = Exclude<LoadModel, { kind: 'closed' }>

/** Yields the instants of arrival one after the other, in milliseconds from the start; Infinity when there are no more. */
export type Arrivals = () => number

/** Arrivals of an open model over `durationMs`. Throws LoadError('USAGE') for rates that are no rates. */
export function arrivalsOf(model: OpenModel, durationMs: number, seed: number): Arrivals {
  checkModel(model)
  switch (model.kind) {
    case 'constant':
      return until(durationMs, evenly(model.ratePerSecond))
    case 'poisson':
      return until(durationMs, poisson(model.ratePerSecond, seededRandom(seed)))
    case 'ramp':
      return until(durationMs, ramp(model.fromPerSecond, model.toPerSecond, durationMs))
    case 'steps':
      return until(durationMs, steps(model.steps))
    case 'replay':
      return until(durationMs, replay(model.arrivalsMs))
  }
}

/** How long the model lasts by itself; null when the duration must be given. */
export function modelDurationMs(model: LoadModel): number | null {
  if (model.kind === 'steps') return model.steps.reduce((sum, step) => sum + step.durationMs, 0)
  if (model.kind === 'replay') return model.arrivalsMs.reduce((last, arrival) => Math.max(last, arrival), 0) + 1
  return null
}

/** Every `count`-th arrival from `first` on: the threads of a run share one sequence exactly. */
export function everyNth(arrivals: Arrivals, count: number, first: number): Arrivals {
  let skip = first
  return () => {
    for (; skip > 0; skip--) arrivals()
    skip = count - 1
    return arrivals()
  }
}

/** The first `limit` arrivals only. */
export function take(arrivals: Arrivals, limit: number): Arrivals {
  let left = limit
  return () => (left-- > 0 ? arrivals() : Number.POSITIVE_INFINITY)
}

function until(durationMs: number, arrivals: Arrivals): Arrivals {
  return () => {
    const arrival = arrivals()
    return arrival < durationMs ? arrival : Number.POSITIVE_INFINITY
  }
}

function evenly(ratePerSecond: number): Arrivals {
  let index = 0
  return () => (index++ * 1000) / ratePerSecond // a product, not a sum: no drift over a long run
}

function poisson(ratePerSecond: number, random: Random): Arrivals {
  let arrival = 0
  return () => {
    arrival += exponential(random, 1000 / ratePerSecond)
    return arrival
  }
}

/** The n-th arrival is where the area under the rate reaches n: the root of from*t + (to-from)*t²/2T = n. */
function ramp(fromPerSecond: number, toPerSecond: number, durationMs: number): Arrivals {
  const from = fromPerSecond / 1000
  const slope = (toPerSecond - fromPerSecond) / 1000 / durationMs
  let index = 0
  return () => {
    const area = index++
    const discriminant = from * from + 2 * slope * area
    if (discriminant < 0) return Number.POSITIVE_INFINITY // a falling ramp holds no more arrivals
    const denominator = from + Math.sqrt(discriminant) // this form of the root does not cancel when the slope is small
    return area === 0 ? 0 : (2 * area) / denominator
  }
}

function steps(all: readonly LoadStep[]): Arrivals {
  let start = 0
  let step = 0
  let index = 0
  return () => {
    for (;;) {
      const current = all[step]
      if (current === undefined) return Number.POSITIVE_INFINITY
      const offset = current.ratePerSecond > 0 ? (index * 1000) / current.ratePerSecond : Number.POSITIVE_INFINITY
      if (offset < current.durationMs) {
        index++
        return start + offset
      }
      start += current.durationMs
      step++
      index = 0
    }
  }
}

function replay(arrivalsMs: readonly number[]): Arrivals {
  const sorted = arrivalsMs.toSorted((a, b) => a - b)
  let index = 0
  return () => sorted[index++] ?? Number.POSITIVE_INFINITY
}

function checkModel(model: OpenModel): void {
  const positive = (value: number) => Number.isFinite(value) && value > 0
  const notNegative = (value: number) => Number.isFinite(value) && value >= 0
  const valid =
    model.kind === 'ramp'
      ? notNegative(model.fromPerSecond) && notNegative(model.toPerSecond) && model.fromPerSecond + model.toPerSecond > 0
      : model.kind === 'steps'
        ? model.steps.every((step) => notNegative(step.ratePerSecond) && positive(step.durationMs)) && model.steps.length > 0
        : model.kind === 'replay'
          ? model.arrivalsMs.every(notNegative) && model.arrivalsMs.length > 0
          : positive(model.ratePerSecond)
  if (!valid) throw new LoadError('USAGE', `The ${model.kind} model needs rates above zero (requests per second) and durations above zero.`)
}
