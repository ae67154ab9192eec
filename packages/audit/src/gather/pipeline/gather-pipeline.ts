import type { PipelineFacts } from '../../model/facts/pipeline.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { Reading } from '../configuration/reading.ts'
import { parseGithubActions } from './github-actions.ts'
import { parseGitlabCi } from './gitlab-ci.ts'

const GITHUB = /^\.github\/workflows\/[^/]+\.ya?ml$|^(?:\.github\/actions\/(?:[^/]+\/){1,3})?action\.ya?ml$/
const GITLAB = /^\.gitlab-ci\.ya?ml$|^\.gitlab\/ci\/[\w./-]+\.ya?ml$/

/** Systems whose pipelines are named and not read. */
const OTHERS: readonly (readonly [file: RegExp, system: string])[] = [
  [/^\.circleci\/config\.ya?ml$/, 'CircleCI'],
  [/(?:^|\/)Jenkinsfile(?:\.[\w-]+)?$/, 'Jenkins'],
  [/(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|^\.azure-pipelines\//, 'Azure Pipelines'],
  [/^bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'],
  [/^\.travis\.ya?ml$/, 'Travis CI'],
  [/^\.drone\.ya?ml$/, 'Drone'],
  [/^\.woodpecker(?:\.ya?ml|\/)/, 'Woodpecker'],
  [/^\.buildkite\/.*\.ya?ml$/, 'Buildkite'],
  [/^\.?appveyor\.ya?ml$/, 'AppVeyor'],
  [/^\.(?:gitea|forgejo)\/workflows\/.*\.ya?ml$/, 'Gitea Actions'],
  [/^cloudbuild\.ya?ml$/, 'Cloud Build'],
  [/(?:^|\/)buildspec\.ya?ml$/, 'CodeBuild'],
  [/(?:^|\/)\.tekton\//, 'Tekton'],
]

/** The pipelines of a tree. A file that cannot be parsed makes them unknown: what it does nobody can tell. */
export function gatherPipeline(root: string, tree: TreeFact): { [N in keyof PipelineFacts]: Gathered<PipelineFacts[N]> } {
  const otherPipelines = known(
    tree.files.flatMap(({ file }) => {
      const system = OTHERS.find(([pattern]) => pattern.test(file))?.[1]
      return system === undefined ? [] : [{ file, system }]
    }),
  )
  try {
    const reading = new Reading(root, tree)
    const pipelines = [
      ...reading.parseAll(GITHUB, ({ file }, text) => parseGithubActions(file, text)),
      ...reading.parseAll(GITLAB, ({ file }, text) => parseGitlabCi(file, text)),
    ]
    const [broken] = reading.unparsed()
    if (broken !== undefined) return { pipelines: unknown('not-parsed', `${broken.file}: ${broken.because}`), otherPipelines }
    return { pipelines: known(pipelines), otherPipelines }
  } catch (error) {
    return {
      pipelines: unknown('tool-error', `gathering pipelines failed: ${error instanceof Error ? error.message : String(error)}`),
      otherPipelines,
    }
  }
}
