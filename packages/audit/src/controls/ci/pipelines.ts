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

const ON_CHANGE = new Set(['push', 'pull_request', 'pull_request_target', 'merge_group'])

/** Whether a pipeline runs on a change: by its own triggers, or called by one that does. Those of GitLab do unless a rule says otherwise. */
export function runsOnChange(pipeline: PipelineFact, all: readonly PipelineFact[]): boolean {
  if (pipeline.system === 'gitlab-ci') return true
  if (pipeline.triggers.some(({ name, details }) => ON_CHANGE.has(name) && !isForTagsAlone(name, details))) return true
  const isCallable = pipeline.kind === 'action' || pipeline.triggers.some(({ name }) => name === 'workflow_call')
  const path = pipeline.file.replace(/\/action\.ya?ml$/, '')
  return (
    isCallable &&
    all.some(
      (other) =>
        other !== pipeline &&
        other.triggers.some(({ name, details }) => ON_CHANGE.has(name) && !isForTagsAlone(name, details)) &&
        other.jobs.some(({ uses, steps }) => uses?.text === `./${path}` || steps.some((step) => step.uses?.text === `./${path}`)),
    )
  )
}

function isForTagsAlone(name: string, details: readonly { readonly name: string }[]): boolean {
  return (
    name === 'push' && details.some((detail) => detail.name === 'tags') && !details.some((detail) => detail.name.startsWith('branches'))
  )
}

/** Whether a failure of the step leaves the pipeline green. */
export function isIgnored({ pipeline, job, step, text }: PlacedStep): boolean {
  const mayFail = [job.mayFail, step?.mayFail ?? null].some(
    (value) => value !== null && /^(?:true|\$\{\{\s*true\s*\}\})$/.test(value.value.trim()),
  )
  if (mayFail || SWALLOWS.test(text)) return true
  const script = step?.script.map((line) => line.text).join('\n') ?? ''
  if (/^set\s+\+e\b/m.test(script) && !/\$\?|PIPESTATUS/.test(script)) return true
  // Without `shell: bash` GitHub runs `bash -e`, in which a pipe has the result of its last command.
  const hasPipefail = step === null || /^bash/.test(step.shell) || /pipefail|PIPESTATUS/.test(script) || pipeline.system === 'gitlab-ci'
  return !hasPipefail && /[^|]\|\s*tee\b/.test(text)
}

/** `pytest || true`, `npm test; exit 0`. */
const SWALLOWS = /\|\|\s*(?:true|:|exit\s+0|echo\b[^&|;]*$)|;\s*(?:true|exit\s+0)\s*$/

/** Whether what a scanner finds fails its step: Trivy and Grype report and succeed unless told to fail. */
export function doesFail({ step, text }: PlacedStep): boolean {
  const all =
    step === null
      ? text
      : linesOf(step)
          .map((line) => line.text)
          .join('\n')
  if (/trivy/i.test(text)) return /exit-code['":= ]+1/.test(all)
  if (/\bgrype\b/i.test(text)) return /--fail-on|-f\s+\w+/.test(all)
  return true
}
