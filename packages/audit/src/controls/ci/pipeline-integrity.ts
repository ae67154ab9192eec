import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { PipelineFact } from '../../model/facts/pipeline.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { judgeGitlab } from './gitlab-rules.ts'
import { examined } from './pipelines.ts'
import { judgeWorkflow } from './workflow-rules.ts'

export const ciPipelineIntegrity = defineControl({
  id: 'ci.pipeline-integrity',
  title: 'Pipeline has least privilege and pinned actions',
  why: 'Whoever steers the pipeline ships code, and holds every secret it uses.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [829, 494], asvs: ['v5.0.0-15.2.4'], owaspTop10: ['A08:2021', 'A08:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { config: 'permissions:, pinned SHA actions, pull_request_target, secrets in logs' },
  passesWhen: 'no dangerous pattern',
  failsWhen: 'dangerous pattern',
  fix: { any: 'permissions: read-all' },
  effortHours: [1, 4],
  checks: [
    config(['pipelines', 'otherPipelines', 'tree'], ({ pipelines, otherPipelines, tree }): Outcome => {
      if (pipelines.length === 0) {
        const [other] = otherPipelines
        return other === undefined
          ? notApplicable('no pipeline lies in the tree', inventory('pipelines among the files of the tree', [], tree.files.length))
          : notVerified('unsupported-stack', `${other.file}: pipelines of ${other.system} are not read`)
      }
      const findings = pipelines.flatMap(judgePipeline)
      const shown = examined(pipelines, 'pipelines without a dangerous pattern')
      const [first, ...rest] = findings.toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)))
      if (first === undefined) return pass(shown)
      return isGrave(first)
        ? fail(first, ...rest)
        : partial('nothing is open to strangers; some grants are wider than needed', [examined(pipelines)], findings)
    }),
  ],
})

function judgePipeline(pipeline: PipelineFact): Finding[] {
  return pipeline.system === 'github-actions' ? judgeWorkflow(pipeline) : judgeGitlab(pipeline)
}

function isGrave({ severity, confidence }: Finding): boolean {
  return severity !== 'low' && confidence !== 'possible'
}
