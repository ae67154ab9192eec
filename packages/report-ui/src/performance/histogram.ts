import type { Measurement } from '../report-types.ts'

type SerializedHistogram = Measurement['histogram']

export interface Bin {
  readonly fromMs: number
  readonly toMs: number
  readonly count: number
}

export interface LatencyHistogram {
  readonly count: number
  /** Used buckets, ascending: middle in milliseconds, and count. */
  readonly buckets: readonly (readonly [ms: number, count: number])[]
}

/** Reads the buckets: base64 of (gap to the previous used bucket, count) pairs, both LEB128. Null when they cannot be read. */
export function readHistogram(data: SerializedHistogram): LatencyHistogram | null {
  const numbers = readVarints(data.buckets)
  if (numbers === null || numbers.length % 2 !== 0) return null
  const buckets: [number, number][] = []
  let index = -1
  let count = 0
  for (let at = 0; at < numbers.length; at += 2) {
    index += (numbers[at] ?? 0) + 1
    const members = numbers[at + 1] ?? 0
    const us = Math.min(Math.max(middleOf(index, data.subBucketBits), data.min), data.max)
    buckets.push([us / 1000, members])
    count += members
  }
  return { count, buckets }
}

function readVarints(base64: string): number[] | null {
  let binary: string
  try {
    binary = atob(base64)
  } catch {
    return null
  }
  const numbers: number[] = []
  let value = 0
  let scale = 1
  for (let at = 0; at < binary.length; at++) {
    const byte = binary.charCodeAt(at)
    value += (byte & 0x7f) * scale
    scale *= 0x80
    if (byte >= 0x80) continue
    numbers.push(value)
    value = 0
    scale = 1
  }
  return numbers
}

/** Middle of a bucket in microseconds; a whole microsecond stands for [n, n + 1). */
function middleOf(index: number, bits: number): number {
  if (index < 2 ** (bits + 1)) return index + 0.5
  const shift = Math.floor(index / 2 ** bits) - 1
  return (index - shift * 2 ** bits) * 2 ** shift + 2 ** (shift - 1)
}

/** Bins of equal width on a logarithmic axis. */
export function binsOf({ buckets }: LatencyHistogram, bins: number): Bin[] {
  const low = buckets[0]?.[0] ?? 0
  const high = buckets.at(-1)?.[0] ?? 0
  if (low <= 0 || high <= low) return buckets.length === 0 ? [] : [{ fromMs: low / 1.2, toMs: low * 1.2, count: buckets[0]?.[1] ?? 0 }]
  const width = Math.log(high / low) / bins
  const counts = new Array<number>(bins).fill(0)
  for (const [ms, members] of buckets) {
    const at = Math.min(bins - 1, Math.floor(Math.log(ms / low) / width))
    counts[at] = (counts[at] ?? 0) + members
  }
  return counts.map((count, at) => ({ fromMs: low * Math.exp(at * width), toMs: low * Math.exp((at + 1) * width), count }))
}

/** Latency below which the share `q` of requests stays. */
export function quantileOf({ buckets, count }: LatencyHistogram, q: number): number {
  let seen = 0
  for (const [ms, members] of buckets) {
    seen += members
    if (seen >= q * count) return ms
  }
  return buckets.at(-1)?.[0] ?? 0
}
