import { defineControl, load } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { RuntimeProfileFact } from '../../model/facts/runtime-profile.ts'
import { pass } from '../../model/outcome.ts'

export const depsRuntimeCost = defineControl({
  id: 'deps.runtime-cost',
  title: 'Import/start-up cost of dependencies is known',
  why: 'Protects start time, memory.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'info',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-DEP-04', 'PERF-019'],
  verifiedBy: {
    load: 'processor time under load by package, sampled (inspector of Node.js, py-spy); start-up by -X importtime / --cpu-prof; top 10',
  },
  passesWhen: 'table',
  failsWhen: 'not measured',
  fix: { python: 'lazy import', node: 'lazy import' },
  effortHours: [1, 4],
  checks: [
    load(['runtimeProfile'], ({ runtimeProfile }) => {
      const items = runtimeProfile.parts.slice(0, MOST_PARTS).map(({ name, share }) => `${Math.round(100 * share)} % ${name}`)
      return pass(inventory('owners of the processor time under load', items, items.length, noteOf(runtimeProfile)))
    }),
  ],
})

/** The catalogue asks for the ten dearest. */
const MOST_PARTS = 10

function noteOf({ method, sampledMs, busyShare, requests, eventLoopDelayMs }: RuntimeProfileFact): string {
  const loop = eventLoopDelayMs === null ? '' : `; the event loop was late by ${Math.round(eventLoopDelayMs.p99)} ms at p99`
  return `${method}: ${requests} requests in ${Math.round(sampledMs / 100) / 10} s, the process worked ${Math.round(100 * busyShare)} % of the time${loop}`
}
