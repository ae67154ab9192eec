// npm run bench -- load-knee [trials]: the capacity that the search finds beside the known one, on twelve services in simulated time; the
// search itself (light load, saturation, queue model, probes) and its statistics are those of `assay load --find-capacity`.
// npm run bench -- load-knee real: the same on three real services of this machine, beside a sweep over rates.
import { searchCapacity } from '../src/find-capacity.ts'
import { quantileOf } from '../src/statistics/quantiles.ts'
import { median } from '../src/statistics/trend.ts'
import { measureRealServices } from './knee-real.ts'
import { observeSimulated, SIMULATED_SERVICES, trueCapacity } from './simulated-service.ts'

if (process.argv[2] === 'real') await measureRealServices()
else await simulated(Number(process.argv[2] ?? 20))

async function simulated(trials: number): Promise<void> {
  process.stdout.write(`${trials} searches each\n${'service'.padEnd(30)}   truth  median error   p90   bias  covered  misfit  load\n`)
  const errors: number[] = []
  let covered = 0
  for (const service of SIMULATED_SERVICES) {
    const truth = trueCapacity(service)
    const own: number[] = []
    let [inside, misfits, loadMs, bias] = [0, 0, 0, 0]
    for (let trial = 0; trial < trials; trial++) {
      let piece = 0
      loadMs = 0
      const found = await searchCapacity({ slo: service.slo, seed: 17 * trial + 1 }, (load) => {
        loadMs += load.durationMs
        return Promise.resolve(observeSimulated(service, load, 1000 * (trial + 1) + ++piece))
      })
      if (found === null) continue
      own.push(Math.abs(found.ratePerSecond / truth - 1))
      bias += (found.ratePerSecond / truth - 1) / trials
      if (found.lower <= truth && truth <= found.upper) inside++
      if (found.misfit) misfits++
    }
    errors.push(...own)
    covered += inside
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7)
    process.stdout.write(
      `${service.name.padEnd(30)} ${truth.toFixed(0).padStart(5)}/s       ${percent(median(own))} ${percent(p90(own))} ${percent(bias)} ${percent(inside / trials)} ${percent(misfits / trials)}  ${(loadMs / 1000).toFixed(1)} s\n`,
    )
  }
  const total = trials * SIMULATED_SERVICES.length
  process.stdout.write(
    `all: median error ${(median(errors) * 100).toFixed(1)} % (goal 3), p90 ${(p90(errors) * 100).toFixed(1)} % (goal 6), truth within the 90 % interval in ${((covered / total) * 100).toFixed(0)} %\n`,
  )
}

function p90(values: readonly number[]): number {
  return quantileOf(
    values.toSorted((a, b) => a - b),
    0.9,
  )
}
