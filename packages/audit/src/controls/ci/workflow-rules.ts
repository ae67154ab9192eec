import type { Placed } from '../../model/facts/configuration.ts'
import type { PipelineFact, PipelineJob, PipelinePermissions, PipelineUse, PipelineValue } from '../../model/facts/pipeline.ts'
import type { Finding } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { expressionsIn, untrustedIn } from './expressions.ts'
import { linesOf } from './pipelines.ts'

/** Events that strangers cause and that run with the repository's own token and secrets. */
const PRIVILEGED = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'fork',
  'watch',
  'gollum',
])
const FROM_STRANGERS = new Set([...PRIVILEGED, 'pull_request'])

export interface Workflow {
  readonly pipeline: PipelineFact
  readonly isPrivileged: boolean
  readonly isFromStrangers: boolean
}

export function workflowOf(pipeline: PipelineFact): Workflow {
  const names = pipeline.triggers.map(({ name }) => name)
  return {
    pipeline,
    isPrivileged: names.some((name) => PRIVILEGED.has(name)),
    isFromStrangers: names.some((name) => FROM_STRANGERS.has(name)),
  }
}

interface Defect {
  readonly place: Placed
  readonly rule: string
  readonly message: string
  readonly cwe: Finding['cwe']
  readonly severity: NonNullable<Finding['severity']>
  readonly confidence?: Finding['confidence']
}

/** Everything dangerous in one workflow of GitHub Actions, in the order of its lines. */
export function judgeWorkflow(pipeline: PipelineFact): Finding[] {
  const workflow = workflowOf(pipeline)
  const defects = [
    ...permissionDefects(workflow),
    ...unsafeCommands(pipeline.environment),
    ...pipeline.jobs.flatMap((job) => [
      ...injections(workflow, job),
      ...foreignCheckouts(workflow, job),
      ...unpinned(job),
      ...credentialLeaks(job),
      ...conditions(workflow, job),
      ...runners(workflow, job),
      ...cachePoisoning(workflow, job),
      ...unsafeCommands(job.environment),
      ...job.steps.flatMap(({ environment }) => unsafeCommands(environment)),
    ]),
  ]
  return defects
    .sort((a, b) => a.place.line - b.place.line || (a.rule < b.rule ? -1 : 1))
    .map(({ place, rule, ...rest }) => configurationFinding({ file: pipeline.file, place, key: rule, ...rest }))
}

/** Text of strangers that the runner pastes into a script before the shell sees it. */
function injections({ pipeline, isPrivileged }: Workflow, job: PipelineJob): Defect[] {
  const severity = isPrivileged ? 'high' : 'medium'
  return job.steps.flatMap((step): Defect[] => {
    const tainted = taintedNames(pipeline.environment, job.environment, step.environment)
    return step.script.flatMap(({ line, text }): Defect[] => {
      const place = { line, endLine: line, snippet: text.slice(0, 200) }
      const expression = text.startsWith('#') ? null : untrustedIn(text, tainted)
      if (expression !== null)
        return [
          {
            place,
            rule: 'template-injection',
            severity,
            cwe: [94],
            message: `\${{ ${expression} }} is pasted into a script: whoever writes it runs commands`,
          },
        ]
      if (!/GITHUB_(?:ENV|PATH)\b/.test(text) || !/>>|tee\s+-a/.test(text)) return []
      const name = [...tainted].find((each) => new RegExp(`\\$\\{?${each}\\b`).test(text))
      return name === undefined
        ? []
        : [
            {
              place,
              rule: 'environment-injection',
              severity,
              cwe: [77],
              message: `$${name} holds text of strangers and becomes environment of later steps`,
            },
          ]
    })
  })
}

function taintedNames(...environments: readonly (readonly PipelineValue[])[]): ReadonlySet<string> {
  return new Set(environments.flat().flatMap(({ name, value }) => (untrustedIn(value) === null || !/^\w+$/.test(name) ? [] : [name])))
}

const FOREIGN_REFERENCE =
  /head\.(?:sha|ref)|head_ref|head_sha|head_branch|refs\/pull\/|head_commit\.id|merge_commit_sha|pull_request\.head|head_repository/i
const FOREIGN_COMMAND = /\bgh\s+pr\s+checkout\b|git\s+(?:fetch|pull|checkout)\b[^\n]*(?:pull\/|head_ref|head\.(?:ref|sha))/i
/** Conditions that let only branches of the repository itself through. */
const OWN_BRANCHES =
  /head\.repo\.(?:full_name|owner\.login|id)\s*==\s*github\.(?:repository|repository_owner|repository_id|event\.repository)|head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork|head_repository\.(?:full_name|id)\s*==\s*github\.(?:repository|event\.repository)|event\s*==\s*'push'/
const APPROVED = /author_association|labels|safe[- ]to[- ]test|permission|github\.actor|sender\.login|user\.login|team/i
/** Steps that run code of the tree. */
const EXECUTES =
  /\b(?:npm|npx|yarn|pnpm|bun|node|python3?|pip3?|poetry|uv|make|just|bash|sh|go|cargo|mvn|gradle|docker|tox|pytest|bundle)\b|\.\/[\w-]/

/** Code of a fork, fetched and run where secrets and a writing token lie. */
function foreignCheckouts({ isPrivileged, pipeline }: Workflow, job: PipelineJob): Defect[] {
  if (!isPrivileged) return []
  const trigger = pipeline.triggers.find(({ name }) => PRIVILEGED.has(name))?.name ?? ''
  return job.steps.flatMap((step, index): Defect[] => {
    const input = step.inputs.find(({ name, value }) => /^(?:ref|repository)$/.test(name) && FOREIGN_REFERENCE.test(value))
    const isCheckout = /^actions\/checkout$/.test(step.uses?.target ?? '') && input !== undefined
    const command = step.script.find(({ text }) => FOREIGN_COMMAND.test(text))
    if (!isCheckout && command === undefined) return []
    const guards = [job.condition?.value ?? '', step.condition?.value ?? '']
    if (guards.some((guard) => OWN_BRANCHES.test(guard))) return []
    const isRun = job.steps
      .slice(index + 1)
      .some((later) => later.uses?.text.startsWith('./') === true || later.script.some(({ text }) => EXECUTES.test(text)))
    const isApproved = job.deploysTo !== '' || guards.some((guard) => APPROVED.test(guard))
    const place =
      command === undefined ? (input ?? step) : { line: command.line, endLine: command.line, snippet: command.text.slice(0, 200) }
    return [
      {
        place,
        rule: 'foreign-checkout',
        cwe: [829],
        severity: isRun ? (isApproved ? 'medium' : 'high') : 'medium',
        confidence: isApproved || !isRun ? 'possible' : 'likely',
        message: `${trigger} runs with the repository's secrets and checks out code of the pull request${isRun ? ', which later steps run' : ''}`,
      },
    ]
  })
}

function permissionDefects({ pipeline }: Workflow): Defect[] {
  const defects = [pipeline.permissions, ...pipeline.jobs.map(({ permissions }) => permissions)].flatMap((permissions) =>
    permissions === null ? [] : writeAll(permissions),
  )
  if (pipeline.kind === 'action' || defects.length > 0) return defects
  const silent = pipeline.jobs.find(({ permissions }) => permissions === null)
  if (pipeline.permissions === null && silent !== undefined)
    return [
      {
        place: silent,
        rule: 'default-permissions',
        cwe: [250],
        severity: 'low',
        confidence: 'possible',
        message: `Job ${silent.name} gets the token's default permissions, which may write: no permissions are stated`,
      },
    ]
  return broadPermissions(pipeline)
}

function writeAll(permissions: PipelinePermissions): Defect[] {
  return permissions.all === 'write-all'
    ? [
        {
          place: permissions,
          rule: 'excessive-permissions',
          cwe: [250],
          severity: 'medium',
          message: 'write-all lets every step change anything in the repository',
        },
      ]
    : []
}

/** Scopes that change what others run; stated for the whole workflow they reach jobs that need none. */
const STRONG_SCOPES = new Set(['contents', 'packages', 'actions', 'id-token', 'deployments', 'workflows'])

function broadPermissions({ permissions, jobs }: PipelineFact): Defect[] {
  const silent = jobs.filter((job) => job.permissions === null)
  if (permissions === null || silent.length < 2) return []
  return permissions.scopes
    .filter(({ name, value }) => value === 'write' && STRONG_SCOPES.has(name))
    .map((scope) => ({
      place: scope,
      rule: 'excessive-permissions',
      cwe: [250],
      severity: 'low',
      confidence: 'possible',
      message: `${scope.name}: write is given to all ${silent.length} jobs; state it at the job that needs it`,
    }))
}

/** The platform's own actions are trusted by tag; whoever owns another's tag decides what runs. */
const OFFICIAL = /^(?:actions|github)\//

function unpinned(job: PipelineJob): Defect[] {
  const uses = [job.uses, ...job.steps.map(({ uses: each }) => each)].filter((each): each is PipelineUse => each !== null)
  return uses.flatMap((use): Defect[] => {
    if (use.text.startsWith('./') || use.text.includes('${{') || /^[0-9a-f]{40}$|^sha256:[0-9a-f]{64}$/.test(use.reference)) return []
    if (use.text.startsWith('docker://')) {
      if (/@sha256:[0-9a-f]{64}$/.test(use.text)) return []
      return [{ place: use, rule: 'unpinned-uses', cwe: [829], severity: 'low', message: `Image ${use.text} is named without a digest` }]
    }
    if (OFFICIAL.test(use.target) && /^v?\d/.test(use.reference)) return []
    const isBranch = !/^v?\d/.test(use.reference)
    return [
      {
        place: use,
        rule: 'unpinned-uses',
        cwe: [829],
        severity: 'medium',
        message: `${use.text} follows a ${isBranch ? 'branch' : 'tag'} that its owner can move; pin it to a commit`,
      },
    ]
  })
}

/** Secrets that leave: printed in a form that the log does not mask, handed on whole, or packed with the checkout. */
function credentialLeaks(job: PipelineJob): Defect[] {
  const inherited: Defect[] =
    job.inheritsSecrets !== null && job.uses !== null && !job.uses.text.startsWith('./')
      ? [
          {
            place: job.inheritsSecrets,
            rule: 'secrets-inherit',
            cwe: [200],
            severity: 'medium',
            message: `Every secret is handed to ${job.uses.text}`,
          },
        ]
      : []
  return [
    ...inherited,
    ...job.steps.flatMap((step): Defect[] => [
      ...[...step.environment, ...step.inputs].flatMap((value): Defect[] =>
        expressionsIn(value.value).some((expression) => /^tojson\(\s*secrets\s*\)$/i.test(expression))
          ? [
              {
                place: value,
                rule: 'all-secrets',
                cwe: [200],
                severity: 'medium',
                message: 'toJSON(secrets) hands every secret to one step',
              },
            ]
          : [],
      ),
      ...step.script.flatMap(({ line, text }): Defect[] =>
        PRINTS_SECRET.test(text) && !/^\s*#/.test(text) && (!/[|>]/.test(text) || REWRITES.test(text))
          ? [
              {
                place: { line, endLine: line, snippet: text.slice(0, 200) },
                rule: 'printed-secret',
                cwe: [532],
                severity: REWRITES.test(text) ? 'medium' : 'low',
                message: 'A secret is printed to the log',
              },
            ]
          : [],
      ),
    ]),
    ...packedCredentials(job),
  ]
}

const PRINTS_SECRET = /\b(?:echo|printf|print|console\.log)\b[^|>]*\$\{\{\s*secrets\.(?!GITHUB_TOKEN\s*==)[\w-]+\s*\}\}/i
/** Forms that the runner's masking does not know. */
const REWRITES = /\|\s*(?:base64|rev|xxd|od|hexdump|sed|tr|fold)\b(?![^\n]*>)/
const WHOLE_TREE = /^(?:\.\/?|\.git\/?|\*\*?(?:\/\*)?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/

/** The checkout keeps the token in .git/config; an artifact of the whole folder carries it away. */
function packedCredentials(job: PipelineJob): Defect[] {
  const keeps = job.steps.some(
    ({ uses, inputs }) =>
      uses?.target === 'actions/checkout' && !inputs.some(({ name, value }) => name === 'persist-credentials' && value === 'false'),
  )
  if (!keeps) return []
  return job.steps.flatMap(({ uses, inputs }): Defect[] => {
    if (uses?.target !== 'actions/upload-artifact') return []
    const path = inputs.find(({ name }) => name === 'path')
    const withHidden =
      /^v[123](?:\.|$)/.test(uses.reference) || inputs.some(({ name, value }) => name === 'include-hidden-files' && value === 'true')
    if (path === undefined || !withHidden || !WHOLE_TREE.test(path.value.trim())) return []
    return [
      {
        place: path,
        rule: 'packed-credentials',
        cwe: [522],
        severity: 'medium',
        message: "The artifact holds .git with the checkout's token; set persist-credentials: false",
      },
    ]
  })
}

function conditions({ isPrivileged }: Workflow, job: PipelineJob): Defect[] {
  return [job.condition, ...job.steps.map(({ condition }) => condition)].flatMap((condition): Defect[] => {
    if (condition === null) return []
    const { value, snippet } = condition
    const isText = value.includes('${{') && (!/^\$\{\{(?:(?!\}\}).)*\}\}$/s.test(value.trim()) || /:\s*[|>](?!-)[\d+]*\s*$/.test(snippet))
    if (isText)
      return [
        {
          place: condition,
          rule: 'unsound-condition',
          cwe: [670],
          severity: 'medium',
          message: 'Text beside ${{ … }} makes this condition always true',
        },
      ]
    if (/\bcontains\(\s*'[^']*'\s*,\s*github\.(?:ref|ref_name|head_ref|base_ref|actor|triggering_actor)\b/i.test(value))
      return [
        {
          place: condition,
          rule: 'unsound-contains',
          cwe: [697],
          severity: 'medium',
          message: 'contains() over a text is also true for parts of it; compare, or use fromJSON with a list',
        },
      ]
    if (isPrivileged && /github\.(?:actor|triggering_actor)\s*==\s*'[\w-]+\[bot\]'/.test(value))
      return [
        {
          place: condition,
          rule: 'spoofable-bot',
          cwe: [290],
          severity: 'medium',
          confidence: 'possible',
          message: 'github.actor is whoever acted last, not who wrote the change; ask github.event.pull_request.user.login',
        },
      ]
    return []
  })
}

function runners({ isFromStrangers, pipeline }: Workflow, job: PipelineJob): Defect[] {
  if (!isFromStrangers || !job.runsOn.some((label) => label === 'self-hosted')) return []
  if (OWN_BRANCHES.test(job.condition?.value ?? '')) return []
  const trigger = pipeline.triggers.find(({ name }) => FROM_STRANGERS.has(name))
  return [
    {
      place: job,
      rule: 'self-hosted-runner',
      cwe: [250],
      severity: 'medium',
      confidence: 'possible',
      message: `Job ${job.name} runs on your own machine when ${trigger?.name ?? 'a stranger'} starts it: in a public repository that is anybody's code`,
    },
  ]
}

const PUBLISHES =
  /\bnpm\s+publish\b|\byarn\s+(?:npm\s+)?publish\b|\bpnpm\s+publish\b|\btwine\s+upload\b|gh-action-pypi-publish|\bpoetry\s+publish\b|\buv\s+publish\b|action-gh-release|goreleaser|\bgh\s+release\s+(?:create|upload)|semantic-release|changesets\/action/

/** A cache that any branch may fill, in a job whose output others install. */
function cachePoisoning({ pipeline }: Workflow, job: PipelineJob): Defect[] {
  const isRelease = pipeline.triggers.some(
    ({ name, details }) => name === 'release' || (name === 'push' && details.some((detail) => detail.name === 'tags')),
  )
  if (!isRelease || !job.steps.some((step) => linesOf(step).some(({ text }) => PUBLISHES.test(text)))) return []
  return job.steps.flatMap(({ uses, inputs }): Defect[] => {
    const cache = inputs.find(
      ({ name, value }) =>
        (name === 'cache' && !/^(?:false|)$/.test(value)) ||
        (name === 'cache-from' && /type=gha/.test(value)) ||
        (name === 'enable-cache' && value === 'true'),
    )
    const place = uses?.target === 'actions/cache' ? uses : cache
    return place === undefined || (cache === undefined && uses?.target !== 'actions/cache')
      ? []
      : [
          {
            place,
            rule: 'cache-poisoning',
            cwe: [349],
            severity: 'low',
            confidence: 'possible',
            message: 'A release is built from a cache that runs of other branches fill',
          },
        ]
  })
}

function unsafeCommands(environment: readonly PipelineValue[]): Defect[] {
  return environment
    .filter(({ name, value }) => name === 'ACTIONS_ALLOW_UNSECURE_COMMANDS' && /^true$/i.test(value))
    .map((place) => ({
      place,
      rule: 'unsafe-commands',
      cwe: [78],
      severity: 'high',
      message: 'Any line that a step prints may set the environment of later steps',
    }))
}
