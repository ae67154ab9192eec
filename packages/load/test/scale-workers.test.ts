import { expect, it } from 'vitest'
import { type ScaleWorkersOptions, scaleWorkers } from '../src/scale-workers.ts'

/** A service whose rate is what `rateOf` says of its workers. */
function serviceOf(rateOf: (workers: number) => number, more: Partial<{ cpuShare: number; void: string }> = {}) {
  const log: string[] = []
  let current = 0
  const options: ScaleWorkersOptions = {
    load: { url: 'http://127.0.0.1:1/' },
    workers: [4, 1, 2],
    start: async (workers) => {
      current = workers
      log.push(`start ${workers}`)
      return { stop: async () => void log.push(`stop ${workers}`) }
    },
    run: async () => ({ ratePerSecond: rateOf(current), cpuShare: 0.5, aborted: false, void: null, errors: 0, requests: 100, ...more }),
  }
  return { options, log }
}

it('measures each number upwards and downwards, and ends each service', async () => {
  const { options, log } = serviceOf((workers) => 100 * workers)
  await scaleWorkers(options)
  expect(log).toEqual([1, 2, 4, 4, 2, 1].flatMap((workers) => [`start ${workers}`, `stop ${workers}`]))
})

it.each([
  ['no limit', (n: number) => 100 * n, { contention: 0, coherency: 0, peakConcurrency: null }],
  ['a tenth waits in line', (n: number) => (100 * n) / (1 + 0.1 * (n - 1)), { contention: 0.1, coherency: 0 }],
  [
    'workers that talk to one another',
    (n: number) => (100 * n) / (1 + 0.1 * (n - 1) + 0.05 * n * (n - 1)),
    { contention: 0.1, coherency: 0.05 },
  ],
])('finds the law: %s', async (_, rateOf, expected) => {
  const { law, void: reason } = await scaleWorkers(serviceOf(rateOf).options)
  expect(reason).toBeNull()
  for (const [key, value] of Object.entries(expected))
    if (value === null) expect(law).toMatchObject({ [key]: null })
    else expect(law?.[key as 'contention']).toBeCloseTo(value, 5)
})

it('is void when the generator was what did not scale', async () => {
  const { options } = serviceOf(() => 100, { cpuShare: 0.99, void: 'The generator used 99 % of a processor.' })
  expect((await scaleWorkers(options)).void).toMatch(/generator/)
})

it('is void when the rates follow no law', async () => {
  let count = 0
  const { options } = serviceOf(() => (count++ < 6 ? 500 : 100))
  expect((await scaleWorkers(options)).void).toMatch(/no law/)
})

it('knows no law of two numbers', async () => {
  const { options } = serviceOf((workers) => workers)
  expect(await scaleWorkers({ ...options, workers: [1, 2] })).toMatchObject({
    law: null,
    points: [{ workers: 1, ratesPerSecond: [1, 1] }, { workers: 2 }],
  })
})
