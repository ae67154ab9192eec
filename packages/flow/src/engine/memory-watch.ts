import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Share of the heap's limit at which an analysis ends: what it found has still to be told, and routes and patterns to be read. */
const NEARLY_FULL = 0.8

/** Bytes of the limit that only the young generation may take: three halves of 64 MiB in Node 24, unless told otherwise. */
const YOUNG = 3 * 64 * 1024 * 1024

/**
 * Whether the heap of this thread is nearly as large as V8 lets it become. What nobody holds any more counts until it is collected, so it is
 * collected before the answer is yes: that takes a second or two of a large heap, and is asked for a few times in an analysis at most.
 */
export function isHeapNearlyFull(share = NEARLY_FULL): boolean {
  if (!isAbove(share)) return false
  collect()
  return isAbove(share)
}

function isAbove(share: number): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
  return used > (limit - YOUNG) * share
}

function collect(): void {
  setFlagsFromString('--expose-gc')
  const run: unknown = runInNewContext('gc')
  if (typeof run === 'function') run()
}
