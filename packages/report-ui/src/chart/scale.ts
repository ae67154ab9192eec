/** Places a value on an axis: 0 at its start, 100 at its end. */
export interface Scale {
  readonly place: (value: number) => number
  readonly ticks: readonly number[]
}

export function linear(low: number, high: number, ticks: readonly number[]): Scale {
  const span = high - low || 1
  return { place: (value) => clamp((100 * (value - low)) / span), ticks: ticks.filter((tick) => tick >= low && tick <= high) }
}

/** Logarithmic, with ticks at 1, 3, 10, 30, ...; fewer where the axis is long. */
export function logarithmic(low: number, high: number): Scale {
  const from = Math.max(low, 1e-3)
  const to = Math.max(high, from * 1.01)
  const span = Math.log(to / from)
  const decades = Math.log10(to / from)
  const steps = decades > 3 ? [1] : decades > 1 ? [1, 3] : [1, 2, 5]
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const step of steps) ticks.push(step * 10 ** power)
  }
  return {
    place: (value) => clamp((100 * Math.log(Math.max(value, from) / from)) / span),
    ticks: ticks.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001),
  }
}

/** Round ticks from zero that reach `high`; the last one is the end of the axis. */
export function roundTicks(high: number, most = 4): number[] {
  const rough = (high > 0 ? high : 1) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power
  const ticks: number[] = []
  for (let at = 0; at <= most + 1; at++) {
    ticks.push(Number((at * step).toPrecision(6)))
    if (at * step >= high) break
  }
  return ticks
}

function clamp(percent: number): number {
  return Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100
}
