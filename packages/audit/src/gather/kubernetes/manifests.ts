import type { Setting } from '../../model/facts/configuration.ts'
import type {
  KubernetesContainer,
  KubernetesSecretFact,
  KubernetesServiceFact,
  KubernetesVolume,
  WorkloadFact,
} from '../../model/facts/kubernetes.ts'
import { purposeOf } from '../configuration/purpose.ts'
import { entry, parseYaml, textOf, type YamlNode } from '../configuration/yaml-lines.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import { settingOf } from '../secrets/traits.ts'

export interface Manifests {
  readonly workloads: readonly WorkloadFact[]
  readonly services: readonly KubernetesServiceFact[]
  readonly secrets: readonly KubernetesSecretFact[]
}

const MAX_SNIPPET = 200
const MAX_DEPTH = 12

/** Where the pod of each kind is described. */
const POD_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['PodTemplate', ['template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'DeploymentConfig', 'Rollout'].map(
    (kind): [string, string[]] => [kind, ['spec', 'template', 'spec']],
  ),
])

/** The manifests of a file; an error text when it is no YAML. Lists (`kind: List`) are opened. */
export function parseManifests(file: string, text: string): Manifests | { readonly error: string } {
  const parsed = parseYaml(text)
  if ('error' in parsed) return parsed
  const context = { file, lines: text.split(/\r?\n/) }
  const objects = parsed.documents.flatMap((document) =>
    textOf(entry(document, 'kind')) === 'List' ? (entry(document, 'items')?.items ?? []) : [document],
  )
  return {
    workloads: objects.flatMap((object) => workloadOf(object, context)),
    services: objects.filter((object) => textOf(entry(object, 'kind')) === 'Service').map((object) => serviceOf(object, context)),
    secrets: objects.filter((object) => SECRETS.has(textOf(entry(object, 'kind')) ?? '')).map((object) => secretOf(object, context)),
  }
}

const SECRETS = new Set([
  'Secret',
  'SealedSecret',
  'ExternalSecret',
  'ClusterExternalSecret',
  'SecretStore',
  'ClusterSecretStore',
  'SecretProviderClass',
  'VaultAuth',
  'VaultStaticSecret',
])

interface Context {
  readonly file: string
  readonly lines: readonly string[]
}

function place({ line, endLine }: YamlNode, { lines }: Context) {
  return {
    line,
    endLine: Math.max(line, endLine),
    snippet: maskSecrets((lines[line - 1] ?? '').trim(), 'manifest.yml').slice(0, MAX_SNIPPET),
  }
}

function head(node: YamlNode, context: Context) {
  return { ...place(node, context), endLine: node.line }
}

function nameOf(object: YamlNode): string {
  const metadata = entry(object, 'metadata')
  return textOf(entry(metadata, 'name')) ?? textOf(entry(metadata, 'generateName')) ?? ''
}

function setting(name: string, node: YamlNode, { lines }: Context): Setting {
  return settingOf({ name, value: node.text ?? '', line: node.line, endLine: node.line, text: lines[node.line - 1] ?? '' })
}

/** `securityContext: { capabilities: … }` as dotted paths; lists are read where they mean something. */
function flatten(path: string, node: YamlNode, context: Context, depth = 0): Setting[] {
  if (depth > MAX_DEPTH || node.isList) return []
  if (!node.isMap) return [setting(path, node, context)]
  return node.entries.flatMap(([key, value]) => flatten(path === '' ? key : `${path}.${key}`, value, context, depth + 1))
}

function workloadOf(object: YamlNode, context: Context): WorkloadFact[] {
  const kind = textOf(entry(object, 'kind')) ?? ''
  const path = POD_PATHS.get(kind)
  const pod = path?.reduce<YamlNode | undefined>((node, key) => entry(node, key), object)
  if (path === undefined || pod === undefined || !pod.isMap || entry(object, 'apiVersion') === undefined) return []
  const spec = entry(object, 'spec')
  const containers = (key: string, role: KubernetesContainer['role']) =>
    (entry(pod, key)?.items ?? []).map((item) => containerOf(item, role, context))
  return [
    {
      ...head(object, context),
      file: context.file,
      purpose: purposeOf(context.file),
      kind,
      name: nameOf(object),
      replicas: textOf(entry(spec, 'replicas')) ?? '',
      updateStrategy: textOf(entry(entry(spec, 'strategy') ?? entry(spec, 'updateStrategy'), 'type')) ?? '',
      settings: pod.entries.filter(([key]) => !LISTS.has(key)).flatMap(([key, value]) => flatten(key, value, context)),
      volumes: (entry(pod, 'volumes')?.items ?? []).map((item) => volumeOf(item, context)),
      containers: [
        ...containers('containers', 'container'),
        ...(entry(pod, 'initContainers')?.items ?? []).map((item) =>
          containerOf(item, textOf(entry(item, 'restartPolicy')) === 'Always' ? 'sidecar' : 'init', context),
        ),
      ],
    },
  ]
}

const LISTS = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumes',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
])

function volumeOf(item: YamlNode, context: Context): KubernetesVolume {
  const kind = item.entries.find(([key]) => key !== 'name')
  const path = kind?.[0] === 'hostPath' ? entry(kind[1], 'path') : undefined
  return { ...head(path ?? item, context), name: textOf(entry(item, 'name')) ?? '', kind: kind?.[0] ?? '', hostPath: textOf(path) ?? '' }
}

const PROBES = [
  ['livenessProbe', 'liveness'],
  ['readinessProbe', 'readiness'],
  ['startupProbe', 'startup'],
] as const

function containerOf(item: YamlNode, role: KubernetesContainer['role'], context: Context): KubernetesContainer {
  const image = entry(item, 'image')
  const capabilities = entry(entry(item, 'securityContext'), 'capabilities')
  const environment = entry(item, 'env')?.items ?? []
  return {
    ...head(item, context),
    name: textOf(entry(item, 'name')) ?? '',
    role,
    image: image === undefined ? null : setting('image', image, context),
    settings: ['securityContext', 'resources', 'imagePullPolicy'].flatMap((key) => {
      const node = entry(item, key)
      return node === undefined ? [] : flatten(key, node, context)
    }),
    addedCapabilities: (entry(capabilities, 'add')?.items ?? []).map((each) => setting('add', each, context)),
    droppedCapabilities: (entry(capabilities, 'drop')?.items ?? []).flatMap((each) => each.text ?? []),
    environment: environment.flatMap((each) => {
      const value = entry(each, 'value')
      return value === undefined ? [] : [setting(textOf(entry(each, 'name')) ?? '', value, context)]
    }),
    secretVariables: [
      ...environment
        .filter((each) => entry(entry(each, 'valueFrom'), 'secretKeyRef') !== undefined)
        .map((each) => textOf(entry(each, 'name')) ?? ''),
      ...(entry(item, 'envFrom')?.items ?? []).flatMap((each) => textOf(entry(entry(each, 'secretRef'), 'name')) ?? []),
    ],
    mounts: (entry(item, 'volumeMounts')?.items ?? []).map((each) => ({
      volume: textOf(entry(each, 'name')) ?? '',
      path: textOf(entry(each, 'mountPath')) ?? '',
      isReadOnly: textOf(entry(each, 'readOnly')) === 'true',
    })),
    ports: portsOf(entry(item, 'ports'), 'containerPort'),
    probes: PROBES.filter(([key]) => entry(item, key) !== undefined).map(([, name]) => name),
  }
}

function portsOf(node: YamlNode | undefined, key: string): number[] {
  return (node?.items ?? []).flatMap((item) => {
    const port = Number(textOf(entry(item, key)))
    return Number.isInteger(port) && port > 0 ? [port] : []
  })
}

function serviceOf(object: YamlNode, context: Context): KubernetesServiceFact {
  const spec = entry(object, 'spec')
  const type = entry(spec, 'type')
  return {
    ...head(type ?? object, context),
    file: context.file,
    purpose: purposeOf(context.file),
    name: nameOf(object),
    type: textOf(type) ?? 'ClusterIP',
    ports: portsOf(entry(spec, 'ports'), 'port'),
  }
}

/** Values of a Secret are kept as masks alone; `data` is decoded first, so that placeholders are known as such. */
function secretOf(object: YamlNode, context: Context): KubernetesSecretFact {
  const values = [
    ...(entry(object, 'stringData')?.entries ?? []).map(([key, node]) => ({ key, node, value: node.text ?? '' })),
    ...(entry(object, 'data')?.entries ?? []).map(([key, node]) => ({ key, node, value: decoded(node.text ?? '') })),
  ]
  return {
    ...head(object, context),
    file: context.file,
    purpose: purposeOf(context.file),
    kind: textOf(entry(object, 'kind')) ?? '',
    name: nameOf(object),
    settings: values.map(({ key, node, value }) => {
      const masked = settingOf({ name: `${key}_SECRET`, value, line: node.line, endLine: node.line, text: `${key}: ${value}` })
      return { ...masked, name: key }
    }),
  }
}

function decoded(text: string): string {
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : text
}
