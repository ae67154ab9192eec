import { config, defineControl } from '../../model/control.ts'
import type { PipelineFact } from '../../model/facts/pipeline.ts'
import { fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { doesFail, examined, isIgnored, lineEvidence, runsOnChange, stepsThat } from './pipelines.ts'
import { SCANNERS } from './scanners.ts'

export const ciSecurityScan = defineControl({
  id: 'ci.security-scan',
  title: 'Security checks run automatically on each change',
  why: 'A weakness is cheapest on the day it is written, and only a scan of each change sees it then.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1395], asvs: ['v5.0.0-15.1.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-07'],
  verifiedBy: {
    live: 'gate exit code on a seeded bad commit (self-test)',
    config: 'workflow runs SAST/dependency/secret scan or assay gate and fails on it',
  },
  passesWhen: 'job found and blocking',
  failsWhen: 'none or allow-failure',
  fix: { python: 'assay ci', node: 'assay ci' },
  effortHours: [1, 4],
  checks: [
    config(['pipelines', 'otherPipelines', 'monitoring'], ({ pipelines, otherPipelines, monitoring: { updateBots } }): Outcome => {
      const scans = stepsThat(pipelines, SCANNERS)
      const onChange = scans.filter(({ pipeline }) => runsOnChange(pipeline, pipelines))
      const blocking = onChange.find((scan) => !isIgnored(scan) && doesFail(scan))
      if (blocking !== undefined) return pass(lineEvidence(blocking, 'scans each change and can stop it'), examined(pipelines))
      const [open] = onChange
      if (open !== undefined) {
        if (!isIgnored(open)) return partial('a scanner runs on each change; what it finds does not fail the run', [lineEvidence(open)])
        return fail(
          configurationFinding({
            file: open.pipeline.file,
            place: { line: open.line, endLine: open.line, snippet: open.text.trim().slice(0, 200) },
            key: 'security-scan',
            message: 'The result of the security scan is ignored: the run stays green',
            cwe: [1395],
          }),
        )
      }
      const [timed] = scans
      if (timed !== undefined) return partial('a scanner runs by the clock or by hand, not on each change', [lineEvidence(timed)])
      const [bot] = updateBots
      if (bot !== undefined)
        return partial(`${bot.name} watches dependencies; no step scans a change`, [configurationEvidence(bot.file, bot, bot.name)])
      return withoutScan(pipelines, otherPipelines)
    }),
  ],
})

function withoutScan(pipelines: readonly PipelineFact[], others: readonly { readonly file: string; readonly system: string }[]): Outcome {
  const [other] = others
  if (other !== undefined) return notVerified('unsupported-stack', `${other.file}: pipelines of ${other.system} are not read`)
  const workflow = pipelines.find((pipeline) => runsOnChange(pipeline, pipelines))
  const [job] = workflow?.jobs ?? []
  if (workflow === undefined || job === undefined) return notVerified('no-data', 'no pipeline of the tree runs on a change')
  return fail(
    configurationFinding({
      file: workflow.file,
      place: job,
      key: 'security-scan',
      message: 'The pipeline runs on each change and no step scans code, dependencies or secrets',
      cwe: [1395],
      // Scans may also be turned on in the settings of the platform, where no file shows them.
      confidence: 'possible',
    }),
  )
}
