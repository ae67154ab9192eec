import type { PipelineFact, PipelineValue } from '../../model/facts/pipeline.ts'
import type { Finding } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'

/** Variables whose text whoever pushes or opens a merge request chooses (GitLab: "Predefined CI/CD variables"). */
const UNTRUSTED =
  /\$\{?(?:CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|REF_NAME|BRANCH|TAG_MESSAGE)|CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS))\b/
const EVALUATES = /\beval\b|\b(?:ba)?sh\s+-c\s+"|\bpython3?\s+-c\s+"|\bnode\s+-e\s+"|\bssh\b[^|]*"/

/** What is dangerous in a pipeline of GitLab, in the order of its lines. */
export function judgeGitlab(pipeline: PipelineFact): Finding[] {
  const { file } = pipeline
  const findings = [
    ...pipeline.environment.flatMap((value) => variableFinding(file, value)),
    ...pipeline.jobs.flatMap((job) => [
      ...job.environment.flatMap((value) => variableFinding(file, value)),
      ...job.steps.flatMap(({ script }) =>
        script
          .filter(({ text }) => EVALUATES.test(text) && UNTRUSTED.test(text))
          .map(({ line, text }) =>
            configurationFinding({
              file,
              place: { line, endLine: line, snippet: text.slice(0, 200) },
              key: 'script-injection',
              message: 'Text that strangers choose is run as a command',
              cwe: [78],
              severity: 'high',
            }),
          ),
      ),
      ...(job.uses !== null && /^(?:remote|project|component): /.test(job.uses.text) ? includeFinding(file, job.uses) : []),
    ]),
  ]
  const lineOf = ({ location }: Finding): number => ('line' in location ? (location.line ?? 0) : 0)
  return findings.sort((a, b) => lineOf(a) - lineOf(b))
}

function variableFinding(file: string, value: PipelineValue): Finding[] {
  if (value.name === 'CI_DEBUG_TRACE' && /^(?:true|1)$/i.test(value.value))
    return [
      configurationFinding({
        file,
        place: value,
        key: value.name,
        message: 'CI_DEBUG_TRACE prints every secret of the job to its log',
        cwe: [532],
        severity: 'medium',
      }),
    ]
  if (value.name === 'GIT_SSL_NO_VERIFY' && /^(?:true|1)$/i.test(value.value))
    return [
      configurationFinding({
        file,
        place: value,
        key: value.name,
        message: 'The source is fetched from a server that nobody checks',
        cwe: [295],
        severity: 'medium',
      }),
    ]
  return []
}

/** Pipelines of others that are taken as they are on the day. */
function includeFinding(file: string, use: NonNullable<PipelineFact['jobs'][number]['uses']>): Finding[] {
  const isPlain = /^remote: http:/.test(use.text)
  if (!isPlain && /^v?\d+(?:\.\d+)+|^[0-9a-f]{40}$/.test(use.reference)) return []
  const isRemote = use.text.startsWith('remote: ')
  return [
    configurationFinding({
      file,
      place: use,
      key: 'unpinned-include',
      message: isPlain ? `${use.target} is included over plain HTTP` : `${use.target} is included without a fixed version`,
      cwe: [829],
      severity: isPlain ? 'high' : isRemote ? 'medium' : 'low',
    }),
  ]
}
