import { config, defineControl } from '../../model/control.ts'
import type { PipelineFact, PipelineJob } from '../../model/facts/pipeline.ts'
import { fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { examined, isIgnored, lineEvidence, linesOf, type PlacedStep, runsOnChange, stepsThat } from '../ci/pipelines.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'

export const opsTestGate = defineControl({
  id: 'ops.test-gate',
  title: 'Automated tests exist, pass and gate release',
  why: 'What nobody tests before the release, the users test after it.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-OPS-11'],
  verifiedBy: { live: 'import JUnit: passed/failed/skipped; pass rate is shown and < 100% is not "ready"', config: 'test job required' },
  passesWhen: '100% pass of non-quarantined tests; coverage shown',
  failsWhen: 'failing tests in release branch (documents: 88.9% counted as ready)',
  fix: { python: 'pytest + junit', node: 'vitest + junit' },
  effortHours: [4, 16],
  checks: [
    config(['pipelines', 'otherPipelines'], ({ pipelines, otherPipelines }): Outcome => {
      const tests = stepsThat(pipelines, RUNS_TESTS).filter(({ job, pipeline }) => !isOff(job) && runsOnChange(pipeline, pipelines))
      const ignored = tests.filter(isIgnored)
      const [first, ...rest] = ignored
      const sound = tests.find((test) => !isIgnored(test))
      if (first !== undefined && sound === undefined) return fail(ignoredFinding(first), ...rest.map(ignoredFinding))
      if (sound === undefined) return withoutTests(pipelines, otherPipelines)
      if (first !== undefined)
        return partial('some tests count, the failure of others is ignored', [lineEvidence(sound)], ignored.map(ignoredFinding))
      const loose = releaseWithoutTests(pipelines)
      if (loose !== null)
        return partial(`tests run on each change; the release in job ${loose.job.name} does not wait for them`, [
          lineEvidence(sound),
          configurationEvidence(loose.pipeline.file, loose.job, loose.job.name),
        ])
      return pass(lineEvidence(sound, 'a failing test stops the run'), examined(pipelines))
    }),
  ],
})

/** Commands that run tests, of the usual tools of each language. */
const RUNS_TESTS =
  /\b(?:npm|pnpm|yarn|bun)\s+(?:(?:run|run-script|--\S+|-\w|-w\s+\S+)\s+)*(?:t|tst|test)(?:[:\w-]*)(?:\s|$)|\b(?:npx|pnpm|yarn|bunx|exec|run)?\s*(?:vitest|jest|mocha|ava|cypress\s+run|playwright\s+test)\b(?!\s*@)|\bnode\s+(?:--\S+\s+)*--test\b|\b(?:pytest|py\.test|tox|nox|nose2)\b(?!\s*[=<>]|-)|python3?\s+-m\s+(?:pytest|unittest)|manage\.py\s+test|\bgo\s+test\b|\bcargo\s+(?:nextest|test)\b|\b(?:mvnw?|gradlew?)\b[^\n]*\b(?:test|verify|check|build)\b|\bmake\s+(?:[\w-]+\s+)*(?:test|tests|check)\b|\b(?:just|task|hatch|rake|invoke)\s+(?:run\s+)?[\w:-]*test[\w:-]*|\b(?:run-?tests?|tests?)\.sh\b|coverage\s+run\b|\bnpm\s+cit\b/
/** Lines that only install a test tool. */
const RELEASES =
  /\bnpm\s+publish\b|\b(?:pnpm|yarn)\s+(?:npm\s+)?publish\b|twine\s+upload|gh-action-pypi-publish|\bdocker\s+push\b|push:\s*true|kubectl\s+(?:apply|set|rollout)|helm\s+(?:upgrade|install)|serverless\s+deploy|\bfly(?:ctl)?\s+deploy|vercel\b[^\n]*--prod|terraform\s+apply|aws\s+(?:ecs|lambda|deploy|s3\s+sync)|gcloud\s+(?:run\s+deploy|app\s+deploy)|ansible-playbook|appleboy\/ssh-action|\bcap\s+production\s+deploy/

function isOff({ condition }: PipelineJob): boolean {
  return condition !== null && /^(?:\$\{\{\s*)?false(?:\s*\}\})?$/.test(condition.value.trim())
}

function ignoredFinding(test: PlacedStep) {
  return configurationFinding({
    file: test.pipeline.file,
    place: { line: test.line, endLine: test.line, snippet: test.text.trim().slice(0, 200) },
    key: `tests.${test.job.name}`,
    message: 'The tests run and their result is ignored: the pipeline stays green when they fail',
    cwe: [390],
  })
}

/** What a pipeline calls without showing what it does. */
const OPAQUE =
  /\b(?:make|just|task)\s+[\w-]+|\.\/[\w/.-]+\.sh\b|\bbash\s+[\w/.-]+\.sh\b|\b(?:npm|pnpm|yarn|bun)\s+run\s+(?:ci|verify|validate|check|all|build)\b|docker\s+compose\s+(?:run|up)/

function withoutTests(pipelines: readonly PipelineFact[], others: readonly { readonly file: string; readonly system: string }[]): Outcome {
  const [other] = others
  if (other !== undefined) return notVerified('unsupported-stack', `${other.file}: pipelines of ${other.system} are not read`)
  const onChange = pipelines.filter((pipeline) => runsOnChange(pipeline, pipelines))
  const opaque = stepsThat(onChange, OPAQUE)[0]
  const called = onChange.flatMap(({ jobs }) => jobs).find(({ uses }) => uses !== null)
  if (opaque !== undefined)
    return notVerified(
      'inconclusive',
      `${opaque.pipeline.file}:${opaque.line} calls ${opaque.text.trim().slice(0, 80)}; whether it runs tests cannot be seen`,
    )
  if (called?.uses) return notVerified('inconclusive', `job ${called.name} calls ${called.uses.text}; whether it runs tests cannot be seen`)
  const [workflow] = onChange
  const [job] = workflow?.jobs ?? []
  if (workflow === undefined || job === undefined) return notVerified('no-data', 'no pipeline of the tree runs on a change')
  return fail(
    configurationFinding({
      file: workflow.file,
      place: job,
      key: 'tests',
      message: 'The pipeline runs on each change and no step runs tests',
      cwe: [1164],
    }),
  )
}

/** A job that releases without tests of its own, in its workflow, or before it. */
function releaseWithoutTests(pipelines: readonly PipelineFact[]): { pipeline: PipelineFact; job: PipelineJob } | null {
  for (const pipeline of pipelines) {
    if (pipeline.system === 'gitlab-ci') continue
    const testing = new Set(
      pipeline.jobs
        .filter((job) => job.uses !== null || job.steps.some((step) => linesOf(step).some(({ text }) => RUNS_TESTS.test(text))))
        .map(({ name }) => name),
    )
    const isAfterRun = pipeline.triggers.some(
      ({ name }) => name === 'workflow_run' || name === 'workflow_dispatch' || name === 'workflow_call' || name === 'release',
    )
    for (const job of pipeline.jobs) {
      if (!job.steps.some((step) => linesOf(step).some(({ text }) => RELEASES.test(text)))) continue
      if (!isAfterRun && !waitsFor(job, testing, pipeline, 0)) return { pipeline, job }
    }
  }
  return null
}

const MAX_NEEDS = 20

function waitsFor(job: PipelineJob, testing: ReadonlySet<string>, pipeline: PipelineFact, depth: number): boolean {
  if (testing.has(job.name)) return true
  if (depth > MAX_NEEDS) return false
  return job.needs.some((need) => pipeline.jobs.some((other) => other.name === need && waitsFor(other, testing, pipeline, depth + 1)))
}
