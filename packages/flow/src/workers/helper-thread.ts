// The helping thread: lowers its share of the sources, gets the rest lowered, and follows values while the main thread reads routes and patterns.
import { parentPort, workerData } from 'node:worker_threads'
import { analyseFlows } from '../engine/analyse.ts'
import { lowerSources } from '../files/lower-sources.ts'
import { linkProgram } from '../link-program.ts'
import type { HelperMessage, HelperTask, OtherShare } from './messages.ts'

const { sources, layout, templates }: HelperTask = workerData
const rest = new Promise<OtherShare>((resolve) => parentPort?.once('message', resolve))
const lowered = await lowerSources(sources)
tell({ kind: 'lowered', lowered })
const { modules, texts } = await rest
const all = new Map([...texts, ...sources.map(({ file, text }) => [file, text] as const)])
tell({ kind: 'flows', flows: analyseFlows(linkProgram([...lowered.modules, ...modules], layout, all, templates).program) })

function tell(message: HelperMessage): void {
  parentPort?.postMessage(message)
}
