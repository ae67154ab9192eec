import { join } from 'node:path'
import { findCapacity, Histogram, runLoad } from '../src/index.ts'
import { endOf, firstLine, goFirst, startPinned } from './tools.ts'

const SERVICES = [
  { program: 'connection limit', slo: { quantile: 0.99, limitMs: 60 } },
  { program: 'one at a time', slo: { quantile: 0.99, limitMs: 15 } },
  { program: 'pool of ten', slo: { quantile: 0.99, limitMs: 80 } },
]
const STEPS = [0.8, 0.88, 0.94, 1, 1.06, 1.12, 1.2]
const SWEEP_MS = 10_000

/** Three servers of this machine whose wait in line is real; the sweep tries rates about the figure, each for 10 s. */
export async function measureRealServices(): Promise<void> {
  goFirst()
  for (const { program, slo } of SERVICES) {
    const child = startPinned(1, [process.execPath, join(import.meta.dirname, 'programmed-server.ts'), program])
    const url = `http://127.0.0.1:${Number(await firstLine(child))}/`
    const found = await findCapacity({ url, slo })
    let [holds, breaks] = [0, Number.POSITIVE_INFINITY]
    const rows: string[] = []
    for (const step of STEPS) {
      const ratePerSecond = found.ratePerSecond * step
      const result = await runLoad({ url, connections: 512, model: { kind: 'poisson', ratePerSecond }, durationMs: SWEEP_MS, seed: 77 })
      const late = result.requests - Histogram.deserialize(result.histogram).countUpTo(slo.limitMs * 1000)
      const share = late / Math.max(1, result.requests)
      rows.push(`${ratePerSecond.toFixed(0)}/s ${(share * 100).toFixed(2)} %${result.void === null ? '' : ' (void)'}`)
      if (share <= 1 - slo.quantile) holds = Math.max(holds, ratePerSecond)
      else breaks = Math.min(breaks, ratePerSecond)
    }
    await endOf(child)
    // lateness comes in bursts: a lower rate may break where a higher one held, and then the edge lies between the two
    const [from, to] = [Math.min(holds, breaks), Math.max(holds, breaks)]
    const isInside = found.upper >= from && found.lower <= to
    process.stdout.write(
      `${program}: ${found.ratePerSecond.toFixed(0)}/s (${found.lower.toFixed(0)} to ${found.upper.toFixed(0)}), sweep ${from.toFixed(0)} to ${to.toFixed(0)}: ${isInside ? 'inside' : 'OUTSIDE'}` +
        `${found.void === null ? '' : `; void: ${found.void}`}\n  late in the sweep: ${rows.join(', ')}\n`,
    )
  }
}
