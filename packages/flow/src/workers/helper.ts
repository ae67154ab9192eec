import { Worker } from 'node:worker_threads'
import type { FlowAnalysis } from '../engine/analyse.ts'
import { type LoweredSources, lowerSources } from '../files/lower-sources.ts'
import type { SourceFile } from '../files/read-sources.ts'
import type { ModuleLayout } from '../modules/layout.ts'
import type { TemplateFile } from '../templates/template.ts'
import type { HelperMessage, HelperTask, OtherShare } from './messages.ts'
import { shareSources } from './share-sources.ts'

/** Beside the type-stripped sources the thread is one of them, in a built package it is built. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './helper-thread.ts' : './helper-thread.js', import.meta.url)

/** All sources lowered, and the flows when they have been followed elsewhere; null when that is still to be done. */
export interface SharedWork {
  readonly lowered: LoweredSources
  readonly flows: Promise<FlowAnalysis | null>
}

/** Lowers in two threads; the other one goes on with following values. What a failing thread leaves undone is done here. */
export async function shareWork(
  sources: readonly SourceFile[],
  layout: ModuleLayout,
  templates: readonly TemplateFile[],
  thread = THREAD,
): Promise<SharedWork> {
  const [ours, theirs] = shareSources(sources)
  const ourSources = sources.filter((_, index) => ours.has(index))
  const theirSources = sources.filter((_, index) => theirs.has(index))
  const task: HelperTask = { sources: theirSources, layout, templates }
  const worker = new Worker(thread, { workerData: task })
  const lowered = answerOf(worker, 'lowered')
  const flows = answerOf(worker, 'flows')
  const mine = await lowerSources(ourSources)
  const share: OtherShare = { modules: mine.modules, texts: ourSources.map(({ file, text }) => [file, text] as const) }
  worker.postMessage(share)
  const others = (await lowered)?.lowered ?? (await lowerSources(theirSources))
  return {
    lowered: merged(sources, mine, others),
    flows: flows.then((message) => message?.flows ?? null).finally(() => worker.terminate()),
  }
}

/** The message of that kind; null when the thread ends without one. */
function answerOf<K extends HelperMessage['kind']>(worker: Worker, kind: K): Promise<Extract<HelperMessage, { kind: K }> | null> {
  return new Promise((resolve) => {
    worker.on('message', (message: HelperMessage) => {
      if (isOf(message, kind)) resolve(message)
    })
    worker.once('error', () => resolve(null))
    worker.once('exit', () => resolve(null))
  })
}

function isOf<K extends HelperMessage['kind']>(message: HelperMessage, kind: K): message is Extract<HelperMessage, { kind: K }> {
  return message.kind === kind
}

/** As if one thread had done it: files in the order of the list. */
function merged(sources: readonly SourceFile[], a: LoweredSources, b: LoweredSources): LoweredSources {
  const files = new Map([...a.files, ...b.files].map((file) => [file.file, file]))
  return { modules: [...a.modules, ...b.modules], files: sources.flatMap(({ file }) => files.get(file) ?? []) }
}
