import { parentPort, workerData } from 'node:worker_threads'
import { Engine } from './engine.ts'
import type { LoadPlan } from './load-options.ts'
import type { MessageFromWorker, MessageToWorker } from './threads.ts'

const PROGRESS_MS = 250

const { plan, index } = workerData as { readonly plan: LoadPlan; readonly index: number }
const port = parentPort
if (port !== null) {
  const tell = (message: MessageFromWorker) => port.postMessage(message)
  const controller = new AbortController()
  const engine = new Engine(plan, { index, count: plan.threads })
  const started = new Promise<bigint>((resolve) => {
    port.on('message', (message: MessageToWorker) => {
      if (message.kind === 'start') return resolve(message.startNs)
      controller.abort()
      resolve(process.hrtime.bigint())
    })
  })
  await engine.connect(controller.signal)
  tell({ kind: 'ready' })
  const startNs = await started
  const timer = setInterval(
    () => tell({ kind: 'progress', requests: engine.recorder.requests, errors: engine.recorder.errors }),
    PROGRESS_MS,
  )
  // hrtime is one clock for all threads, performance.now() counts from the birth of each
  const startAt = performance.now() + Number(startNs - process.hrtime.bigint()) / 1e6
  const report = await engine.run(startAt, controller.signal)
  clearInterval(timer)
  tell({ kind: 'report', report })
}
