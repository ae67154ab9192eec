import type { PipelineFact, PipelineJob, PipelineStep, PipelineValue } from '../../model/facts/pipeline.ts'
import { entry, parseYaml, textOf, type YamlNode } from '../configuration/yaml-lines.ts'
import { PipelineLines, textsOf } from './lines.ts'

/** Keys of the top level that are no jobs (GitLab's keyword reference). */
const NOT_JOBS = new Set([
  'default',
  'include',
  'stages',
  'variables',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
  'types',
  'pages:deploy',
])
const MAX_EXTENDS = 10

/** A .gitlab-ci.yml as a fact; an error text when it is no YAML, null when it is empty. Includes of templates become steps that use them. */
export function parseGitlabCi(file: string, text: string): PipelineFact | { readonly error: string } | null {
  const parsed = parseYaml(text)
  if ('error' in parsed) return parsed
  // A header (`spec:`) may stand before the pipeline as a document of its own.
  const root = parsed.documents.at(-1)
  if (root === undefined || !root.isMap) return null
  const lines = new PipelineLines(text)
  const named = new Map(root.entries)
  const jobs = root.entries
    .filter(([name, node]) => node.isMap && !NOT_JOBS.has(name) && !name.startsWith('.'))
    .map(([name, node]) => jobOf(name, node, named, lines))
  return {
    file,
    system: 'gitlab-ci',
    kind: 'workflow',
    name: '',
    triggers: triggersOf(root, lines),
    permissions: null,
    environment: lines.values(entry(root, 'variables')),
    jobs: [...jobs, ...includedJobs(entry(root, 'include'), lines)],
  }
}

function triggersOf(root: YamlNode, lines: PipelineLines): PipelineFact['triggers'] {
  const rules = entry(entry(root, 'workflow'), 'rules')
  return rules === undefined ? [] : [{ ...lines.head(rules), name: 'workflow', details: rules.items.flatMap((rule) => lines.values(rule)) }]
}

function jobOf(name: string, node: YamlNode, named: ReadonlyMap<string, YamlNode>, lines: PipelineLines): PipelineJob {
  const inherited = (key: string): YamlNode | undefined =>
    find(node, key, named, 0) ?? entry(named.get('default'), key) ?? (DEFAULTS.has(key) ? named.get(key) : undefined)
  const rules = inherited('rules') ?? inherited('only')
  const allow = inherited('allow_failure')
  const environment = inherited('environment')
  const image = inherited('image')
  const steps = ['before_script', 'script', 'after_script'].flatMap((key) => stepsOf(key, inherited(key), lines))
  return {
    ...lines.head(node),
    name,
    needs: textsOf(inherited('needs')),
    stage: textOf(inherited('stage')) ?? '',
    condition: rules === undefined ? null : lines.value('rules', rules),
    permissions: null,
    runsOn: textsOf(inherited('tags')),
    environment: lines.values(inherited('variables')),
    deploysTo: textOf(environment) ?? textOf(entry(environment, 'name')) ?? '',
    mayFail: allow === undefined ? null : lines.value('allow_failure', allow),
    uses: null,
    inheritsSecrets: null,
    images: imageOf(image, lines),
    steps,
  }
}

const DEFAULTS = new Set(['image', 'before_script', 'after_script'])

/** A key of a job, or of the first it `extends` that has it. */
function find(node: YamlNode, key: string, named: ReadonlyMap<string, YamlNode>, depth: number): YamlNode | undefined {
  const own = entry(node, key)
  if (own !== undefined || depth > MAX_EXTENDS) return own
  for (const base of textsOf(entry(node, 'extends')).toReversed()) {
    const parent = named.get(base)
    const found = parent === undefined ? undefined : find(parent, key, named, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function imageOf(image: YamlNode | undefined, lines: PipelineLines): PipelineValue[] {
  const name = textOf(image) === null ? entry(image, 'name') : image
  return name === undefined || textOf(name) === null ? [] : [lines.value('image', name)]
}

function stepsOf(key: string, node: YamlNode | undefined, lines: PipelineLines): PipelineStep[] {
  const items = node === undefined ? [] : node.isList ? node.items.flatMap((item) => (item.isList ? item.items : [item])) : [node]
  return items.flatMap((item): PipelineStep[] =>
    item.text === null
      ? []
      : [
          {
            ...lines.head(item),
            name: key,
            id: '',
            uses: null,
            script: lines.script(item),
            shell: '',
            inputs: [],
            environment: [],
            condition: null,
            mayFail: null,
          },
        ],
  )
}

/** `include: template: Jobs/SAST.gitlab-ci.yml` brings jobs of its own; each is a job that uses it. */
function includedJobs(node: YamlNode | undefined, lines: PipelineLines): PipelineJob[] {
  const items = node === undefined ? [] : node.isList ? node.items : [node]
  return items.flatMap((item): PipelineJob[] => {
    const source =
      ['template', 'component', 'project', 'remote', 'local'].flatMap((key) => {
        const value = entry(item, key)
        return value === undefined ? [] : [{ key, text: textOf(value) ?? '' }]
      })[0] ?? (item.text === null ? undefined : { key: /^https?:/.test(item.text) ? 'remote' : 'local', text: item.text })
    if (source === undefined) return []
    const reference = textOf(entry(item, 'ref')) ?? (source.key === 'component' ? (source.text.split('@')[1] ?? '') : '')
    const place = lines.head(item)
    return [
      {
        ...EMPTY_JOB,
        ...place,
        name: `include ${source.key}`,
        uses: { ...place, text: `${source.key}: ${source.text}`, target: source.text, reference },
      },
    ]
  })
}

const EMPTY_JOB = {
  needs: [],
  stage: '',
  condition: null,
  permissions: null,
  runsOn: [],
  environment: [],
  deploysTo: '',
  mayFail: null,
  inheritsSecrets: null,
  images: [],
  steps: [],
} as const
