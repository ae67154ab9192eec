import { type ConfigurationEvidence, type Evidence, inventory } from '../../model/evidence.ts'
import type { PipelineFact, PipelineJob, PipelineStep } from '../../model/facts/pipeline.ts'
import { configurationEvidence } from '../configuration-place.ts'

/** A step in its job and file. */
export interface PlacedStep {
  readonly pipeline: PipelineFact
  readonly job: PipelineJob
  /** Null for a job that calls a workflow or includes a template. */
  readonly step: PipelineStep | null
  /** The line that says it. */
  readonly line: number
  readonly text: string
}

/** Steps whose action, input or script matches, one for each, at the line that does. */
export function stepsThat(pipelines: readonly PipelineFact[], pattern: RegExp): PlacedStep[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job): PlacedStep[] => {
      const called =
        job.uses !== null && pattern.test(job.uses.text) ? [{ pipeline, job, step: null, line: job.uses.line, text: job.uses.text }] : []
      return [
        ...called,
        ...job.steps.flatMap((step): PlacedStep[] => {
          const found = linesOf(step).find(({ text }) => pattern.test(text))
          return found === undefined ? [] : [{ pipeline, job, step, ...found }]
        }),
      ]
    }),
  )
}

/** What a step does, line by line: its action, its inputs, its commands; comments do nothing. */
export function linesOf({ uses, inputs, script }: PipelineStep): { readonly line: number; readonly text: string }[] {
  return [
    ...(uses === null ? [] : [{ line: uses.line, text: uses.text }]),
    ...inputs.map(({ line, name, value }) => ({ line, text: `${name}: ${value}` })),
    ...script.filter(({ text }) => !/^\s*#/.test(text)),
  ]
}

/** The line of a step as evidence. */
export function lineEvidence({ pipeline, line, text }: PlacedStep, note?: string): ConfigurationEvidence {
  return configurationEvidence(pipeline.file, { line, endLine: line, snippet: text.trim().slice(0, 200) }, undefined, note)
}

/** Pipelines that were looked through. */
export function examined(pipelines: readonly PipelineFact[], what = 'pipelines read'): Evidence {
  return inventory(
    what,
    pipelines.map(({ file }) => file),
  )
}

/** Whether a failure of the step leaves the pipeline green. */
export function isIgnored({ job, step, text }: PlacedStep): boolean {
  return (
    [job.mayFail, step?.mayFail ?? null].some((value) => value !== null && /^(?:true|\$\{\{\s*true\s*\}\})$/.test(value.value.trim())) ||
    SWALLOWS.test(text)
  )
}

/** `pytest || true`, `npm test; exit 0`. */
const SWALLOWS = /\|\|\s*(?:true|:|exit\s+0|echo\b)|;\s*(?:true|exit\s+0)\s*$|set\s+\+e/
