import type { PoolFact } from '../../../model/facts/database.ts'
import type { DrivenRequest } from '../driven-request.ts'
import type { Requester } from '../requester.ts'
import { type ActivityReader, ActivitySampler, type Backend } from './activity.ts'
import { isWell } from './drive-endpoint.ts'
import { median, round } from './endpoint-queries.ts'

const STEPS = [1, 2, 4, 8, 16, 32, 48]
const STEP_MS = 300
/** A machine that is busy gets more time, so that a step still sees enough. */
const LONGEST_STEP_MS = 1500
const SAMPLES_NEEDED = 12
const SAMPLE_EVERY_MS = 15
/** A request that waits longer than this in a step is counted as an error of it. */
const TIMEOUT_MS = 4000

type Step = PoolFact['steps'][number]

/** Asks one endpoint with more and more at once and watches how many connections work. */
export async function measurePool(
  request: DrivenRequest,
  {
    requester,
    readBackends,
    signal,
  }: { readonly requester: Requester; readonly readBackends: ActivityReader; readonly signal: AbortSignal },
): Promise<PoolFact> {
  const steps: Step[] = []
  let opened = 0
  for (const concurrency of STEPS) {
    if (signal.aborted) break
    const samples: { busy: number; locked: number; open: number }[] = []
    const sampler = new ActivitySampler(
      readBackends,
      (backends) => {
        opened = Math.max(opened, backends.length)
        const busy = backends.filter(isBusy)
        samples.push({ open: backends.length, busy: busy.length, locked: busy.filter(({ waitsForLock }) => waitsForLock).length })
      },
      SAMPLE_EVERY_MS,
    ).start()
    const { latencies, errors, ms } = await pressure(request, requester, concurrency, () => samples.length >= SAMPLES_NEEDED)
    await sampler.stop()
    const busySum = samples.reduce((sum, { busy }) => sum + busy, 0)
    steps.push({
      concurrency,
      requestsPerSecond: Math.round((latencies.length / ms) * 1000),
      p50Ms: round(median(latencies)),
      errors,
      open: Math.max(0, ...samples.map(({ open }) => open)),
      busy: Math.max(0, ...samples.map(({ busy }) => busy)),
      busyMean: round(busySum / Math.max(1, samples.length)),
      lockShare: round(samples.reduce((sum, { locked }) => sum + locked, 0) / Math.max(1, busySum)),
    })
    if (errors > latencies.length / 2) break
  }
  return { endpoint: request.endpoint, steps, opened, ...plateauOf(steps) }
}

function isBusy({ state }: Backend): boolean {
  return state === 'active' || state.startsWith('idle in transaction')
}

async function pressure(
  request: DrivenRequest,
  requester: Requester,
  concurrency: number,
  isEnough: () => boolean,
): Promise<{ readonly latencies: readonly number[]; readonly errors: number; readonly ms: number }> {
  const started = performance.now()
  const latencies: number[] = []
  let errors = 0
  const user = async (): Promise<void> => {
    const spent = (): number => performance.now() - started
    while (spent() < STEP_MS || (spent() < LONGEST_STEP_MS && !isEnough())) {
      const answer = await requester.send(request, TIMEOUT_MS)
      if (isWell(answer)) latencies.push(answer.ms)
      else {
        errors += 1
        if (answer.status === 0) return
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, user))
  return { latencies, errors, ms: performance.now() - started }
}

/**
 * Connections beyond which the service uses no more though requests wait. A pool opens what it may as soon as all of it is
 * taken, however slow the machine: so many open connections in each step that asks for more, at work most of the time, and
 * latency that grows with the number of those who wait.
 */
export function plateauOf(steps: readonly Step[]): Pick<PoolFact, 'plateau' | 'because'> {
  const last = steps.at(-1)
  if (last === undefined || steps.length < 3) return { plateau: null, because: 'too few steps were measured' }
  const most = last.open
  const busy = Math.max(...steps.map((step) => step.busy))
  if (busy === 0) return { plateau: null, because: 'no connection was at work: something else answers the requests' }
  const own = ownPlateauOf(steps)
  if (own !== null && own < most)
    return {
      plateau: own,
      because: `${own} of ${most} open connections ${own === 1 ? 'was' : 'were'} at work all the time, however many requests waited`,
    }
  const beyond = steps.filter(({ concurrency }) => concurrency >= 2 * most)
  const [first] = beyond
  if (first === undefined || beyond.length < 2)
    return { plateau: null, because: `${most} connections were open at ${last.concurrency} requests at once, and ${busy} of them at work` }
  if (!beyond.every(({ open }) => open === most))
    return { plateau: null, because: `${most} connections were open, but not in every step: something else limits the service` }
  if (!beyond.every(({ busyMean }) => busyMean >= 0.5 * most))
    return { plateau: null, because: `${most} connections were open, and most of the time not at work: something else limits the service` }
  if (last.p50Ms / Math.max(0.01, first.p50Ms) < 0.5 * (last.concurrency / first.concurrency))
    return { plateau: null, because: `${most} connections were open, but requests did not wait for them` }
  if (beyond.some(({ lockShare }) => lockShare > 0.5))
    return { plateau: null, because: `${most} connections were open, and most of them waited for locks` }
  return {
    plateau: most,
    because: `with ${first.concurrency} to ${last.concurrency} requests at once, ${most} connections were open and at work, and no more`,
  }
}

/** Requests that are cut off when they wait too long keep the median from growing further. */
const WAITED = 3

/** A pool of its own among others that are open: always as many at work and no more, while requests wait in proportion; null when it was not seen. */
function ownPlateauOf(steps: readonly Step[]): number | null {
  const most = Math.max(...steps.map(({ busy }) => busy))
  const beyond = steps.filter(({ concurrency, p50Ms }) => concurrency >= 2 * most && p50Ms > 0)
  const [first] = beyond
  const last = beyond.at(-1)
  if (first === undefined || last === undefined || beyond.length < 3) return null
  const isFull = beyond.every(({ busy, busyMean, lockShare }) => busy === most && busyMean >= 0.5 * most && lockShare <= 0.5)
  return isFull && last.p50Ms >= WAITED * first.p50Ms ? most : null
}
