import type {
  PipelineFact,
  PipelineJob,
  PipelinePermissions,
  PipelineStep,
  PipelineTrigger,
  PipelineUse,
} from '../../model/facts/pipeline.ts'
import { entry, parseYaml, textOf, type YamlNode } from '../configuration/yaml-lines.ts'
import { PipelineLines, textOfAny, textsOf } from './lines.ts'

/** A workflow or composite action as a fact; an error text when it is no YAML, null when it holds no jobs. */
export function parseGithubActions(file: string, text: string): PipelineFact | { readonly error: string } | null {
  const parsed = parseYaml(text)
  if ('error' in parsed) return parsed
  const root = parsed.documents[0]
  const lines = new PipelineLines(text)
  const runs = entry(root, 'runs')
  if (root !== undefined && entry(runs, 'steps') !== undefined) return actionOf(file, root, lines)
  const jobs = entry(root, 'jobs')
  if (root === undefined || jobs === undefined || !jobs.isMap) return null
  return {
    file,
    system: 'github-actions',
    kind: 'workflow',
    name: textOf(entry(root, 'name')) ?? '',
    triggers: triggersOf(entry(root, 'on') ?? entry(root, 'true'), lines),
    permissions: permissionsOf(entry(root, 'permissions'), lines),
    environment: lines.values(entry(root, 'env')),
    jobs: jobs.entries.filter(([, job]) => job.isMap).map(([name, job]) => jobOf(name, job, lines)),
  }
}

/** The steps of a composite action run in the job that uses it. */
function actionOf(file: string, root: YamlNode, lines: PipelineLines): PipelineFact {
  const runs = entry(root, 'runs')
  const steps = (entry(runs, 'steps')?.items ?? []).map((step) => stepOf(step, lines))
  return {
    file,
    system: 'github-actions',
    kind: 'action',
    name: textOf(entry(root, 'name')) ?? '',
    triggers: [],
    permissions: null,
    environment: [],
    jobs: runs === undefined ? [] : [{ ...jobOf('runs', { ...runs, entries: [] }, lines), steps }],
  }
}

function triggersOf(on: YamlNode | undefined, lines: PipelineLines): PipelineTrigger[] {
  if (on === undefined) return []
  if (on.isMap)
    return on.entries.map(([name, node]) => {
      const details = node.isList
        ? node.items.flatMap((item) => item.entries.map(([key, value]) => lines.value(key, value)))
        : lines.values(node)
      return { ...lines.head(node), name, details }
    })
  return textsOf(on).map((name) => ({ ...lines.head(on), name, details: [] }))
}

function permissionsOf(node: YamlNode | undefined, lines: PipelineLines): PipelinePermissions | null {
  if (node === undefined) return null
  return { ...lines.head(node), all: node.text ?? '', scopes: lines.values(node) }
}

function jobOf(name: string, job: YamlNode, lines: PipelineLines): PipelineJob {
  const environment = entry(job, 'environment')
  const secrets = entry(job, 'secrets')
  const container = entry(job, 'container')
  const services = entry(job, 'services')
  return {
    ...lines.head(job),
    name,
    needs: textsOf(entry(job, 'needs')),
    stage: '',
    condition: keyedValue(job, 'if', lines),
    permissions: permissionsOf(entry(job, 'permissions'), lines),
    runsOn: textsOf(entry(entry(job, 'runs-on'), 'labels') ?? entry(job, 'runs-on')),
    environment: lines.values(entry(job, 'env')),
    deploysTo: textOf(environment) ?? textOf(entry(environment, 'name')) ?? '',
    mayFail: keyedValue(job, 'continue-on-error', lines),
    uses: useOf(entry(job, 'uses'), lines),
    inheritsSecrets: secrets !== undefined && textOf(secrets) === 'inherit' ? lines.head(secrets) : null,
    images: [...imageOf('container', container, lines), ...(services?.entries ?? []).flatMap(([key, node]) => imageOf(key, node, lines))],
    steps: (entry(job, 'steps')?.items ?? []).map((step) => stepOf(step, lines)),
  }
}

function imageOf(name: string, node: YamlNode | undefined, lines: PipelineLines) {
  const image = node?.text !== null ? node : entry(node, 'image')
  return image === undefined || textOf(image) === null ? [] : [lines.value(name, image)]
}

function stepOf(step: YamlNode, lines: PipelineLines): PipelineStep {
  const run = entry(step, 'run')
  return {
    ...lines.head(step),
    name: textOf(entry(step, 'name')) ?? '',
    id: textOf(entry(step, 'id')) ?? '',
    uses: useOf(entry(step, 'uses'), lines),
    script: run === undefined ? scriptInput(step, lines) : lines.script(run),
    shell: textOf(entry(step, 'shell')) ?? '',
    inputs: lines.values(entry(step, 'with')),
    environment: lines.values(entry(step, 'env')),
    condition: keyedValue(step, 'if', lines),
    mayFail: keyedValue(step, 'continue-on-error', lines),
  }
}

/** Actions that run what they are given. */
const RUNS_INPUT: readonly (readonly [action: RegExp, input: string])[] = [
  [/^actions\/github-script@/, 'script'],
  [/^(?:azure\/(?:cli|powershell)|azure\/CLI)@/i, 'inlineScript'],
  [/^appleboy\/ssh-action@/, 'script'],
  [/^nick-(?:fields|invision)\/retry@/, 'command'],
]

function scriptInput(step: YamlNode, lines: PipelineLines): PipelineStep['script'] {
  const uses = textOf(entry(step, 'uses')) ?? ''
  const input = RUNS_INPUT.find(([action]) => action.test(uses))?.[1]
  const node = input === undefined ? undefined : entry(entry(step, 'with'), input)
  return node === undefined ? [] : lines.script(node)
}

function useOf(node: YamlNode | undefined, lines: PipelineLines): PipelineUse | null {
  const text = textOf(node)
  if (node === undefined || text === null || text === '') return null
  const at = text.lastIndexOf('@')
  const isLocal = text.startsWith('./') || at < 0
  return { ...lines.head(node), text, target: isLocal ? text : text.slice(0, at), reference: isLocal ? '' : text.slice(at + 1) }
}

function keyedValue(node: YamlNode, key: string, lines: PipelineLines) {
  const value = entry(node, key)
  return value === undefined || (value.isNull && textOfAny(value) === '') ? null : lines.value(key, value)
}
