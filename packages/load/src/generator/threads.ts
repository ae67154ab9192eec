import type { Worker } from 'node:worker_threads'
import { LoadError } from '../errors.ts'
import { workerThreads } from '../on-demand.ts'
import { Engine, type ThreadReport } from './engine.ts'
import type { LoadPlan, LoadProgress } from './load-options.ts'

const PROGRESS_MS = 250
/** Enough for every thread to hear of the start before it happens. */
const START_DELAY_MS = 25

export type MessageToWorker = { readonly kind: 'start'; readonly startNs: bigint } | { readonly kind: 'abort' }
export type MessageFromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly requests: number; readonly errors: number }
  | { readonly kind: 'report'; readonly report: ThreadReport }

interface Watch {
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: LoadProgress) => void) | undefined
  /** Connections are open, the first request leaves. */
  readonly onStart: () => void
}

/** Runs the plan in this thread, or in as many worker threads as it says. */
export function runThreads(plan: LoadPlan, watch: Watch): Promise<ThreadReport[]> {
  return plan.threads === 1 ? runHere(plan, watch) : runWorkers(plan, watch)
}

async function runHere(plan: LoadPlan, { signal, onProgress, onStart }: Watch): Promise<ThreadReport[]> {
  const engine = new Engine(plan, { index: 0, count: 1 })
  await engine.connect(signal)
  const began = performance.now()
  const tell = () => {
    const { requests, errors } = engine.recorder
    onProgress?.({ elapsedMs: performance.now() - began, durationMs: plan.durationMs, requests, errors })
  }
  const timer = onProgress === undefined ? null : setInterval(tell, PROGRESS_MS)
  onStart()
  try {
    return [await engine.run(began, signal)]
  } finally {
    if (timer !== null) clearInterval(timer)
  }
}

async function runWorkers(plan: LoadPlan, { signal, onProgress, onStart }: Watch): Promise<ThreadReport[]> {
  const address = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  const { Worker } = workerThreads()
  const workers = Array.from({ length: plan.threads }, (_, index) => new Worker(address, { workerData: { plan, index } }))
  const counts = workers.map(() => ({ requests: 0, errors: 0 }))
  const post = (message: MessageToWorker) => {
    for (const worker of workers) worker.postMessage(message)
  }
  const abort = () => post({ kind: 'abort' })
  let began = performance.now()
  const tell = () => {
    const requests = counts.reduce((sum, count) => sum + count.requests, 0)
    const errors = counts.reduce((sum, count) => sum + count.errors, 0)
    onProgress?.({ elapsedMs: performance.now() - began, durationMs: plan.durationMs, requests, errors })
  }
  const timer = onProgress === undefined ? null : setInterval(tell, PROGRESS_MS)
  try {
    let ready = 0
    const onReady = () => {
      if (++ready < workers.length) return
      began = performance.now()
      onStart()
      post({ kind: 'start', startNs: process.hrtime.bigint() + BigInt(START_DELAY_MS * 1e6) })
    }
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted === true) abort()
    return await Promise.all(workers.map((worker, index) => reportOf(worker, (count) => (counts[index] = count), onReady)))
  } finally {
    signal?.removeEventListener('abort', abort)
    if (timer !== null) clearInterval(timer)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function reportOf(
  worker: Worker,
  onCount: (count: { requests: number; errors: number }) => void,
  onReady: () => void,
): Promise<ThreadReport> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: MessageFromWorker) => {
      if (message.kind === 'ready') onReady()
      else if (message.kind === 'progress') onCount(message)
      else resolve(message.report)
    })
    worker.on('error', (cause) =>
      reject(
        new LoadError('GENERATOR_FAILED', `A load thread failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }),
      ),
    )
    worker.on('exit', (code) => reject(new LoadError('GENERATOR_FAILED', `A load thread ended early (exit code ${code}).`)))
  })
}
