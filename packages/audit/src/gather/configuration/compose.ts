import type {
  ComposeFact,
  ComposeList,
  ComposePort,
  ComposeService,
  ComposeVolume,
  Placed,
  Setting,
} from '../../model/facts/configuration.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import { settingOf } from '../secrets/traits.ts'
import { purposeOf } from './purpose.ts'
import { splitWords } from './shell-words.ts'
import { entry, parseYaml, textOf, type YamlNode } from './yaml-lines.ts'

const MAX_SNIPPET = 200

/** A compose file as a fact; an error text when it is not YAML, null when it holds no services. */
export function parseCompose(file: string, text: string): ComposeFact | { readonly error: string } | null {
  const parsed = parseYaml(text)
  if ('error' in parsed) return parsed
  const root = parsed.documents[0]
  const services = entry(root, 'services')
  if (root === undefined || services === undefined || !services.isMap) return null
  const lines = text.split(/\r?\n/)
  const place = placer(lines)
  return {
    file,
    purpose: purposeOf(file),
    services: services.entries.filter(([, node]) => node.isMap).map(([name, node]) => serviceOf(name, node, place)),
    networks: (entry(root, 'networks')?.entries ?? []).map(([name, node]) => ({
      ...place(node),
      name,
      isInternal: isTrue(entry(node, 'internal')),
      isExternal: entry(node, 'external') !== undefined && textOf(entry(node, 'external')) !== 'false',
    })),
    secrets: (entry(root, 'secrets')?.entries ?? []).map(([name, node]) => ({ ...place(node), name, source: sourceOf(node) })),
    volumes: (entry(root, 'volumes')?.entries ?? []).map(([name, node]) => ({ ...place(node), name })),
  }
}

type Place = (node: YamlNode) => Placed

function placer(lines: readonly string[]): Place {
  return ({ line, endLine }) => ({
    line,
    endLine: Math.max(line, endLine),
    snippet: maskSecrets((lines[line - 1] ?? '').trim(), 'compose.yml').slice(0, MAX_SNIPPET),
  })
}

function isTrue(node: YamlNode | undefined): boolean {
  return /^(?:true|yes|on)$/i.test(textOf(node) ?? '')
}

function sourceOf(node: YamlNode): string {
  for (const key of ['file', 'environment', 'external']) {
    const value = textOf(entry(node, key))
    if (value !== null) return `${key}: ${value}`
  }
  return ''
}

const LISTS = ['cap_add', 'cap_drop', 'security_opt', 'tmpfs', 'devices', 'expose', 'links', 'sysctls', 'group_add', 'volumes_from']
const NOT_SETTINGS = new Set([
  'environment',
  'ports',
  'volumes',
  'env_file',
  'networks',
  'secrets',
  'depends_on',
  'healthcheck',
  'command',
  'entrypoint',
  'image',
  'profiles',
  ...LISTS,
])

function serviceOf(name: string, node: YamlNode, place: Place): ComposeService {
  return {
    ...place(node),
    name,
    image: textOf(entry(node, 'image')),
    build: buildOf(entry(node, 'build'), place),
    settings: node.entries.filter(([key]) => !NOT_SETTINGS.has(key)).flatMap(([key, value]) => flatten(key, value, place)),
    ports: (entry(node, 'ports')?.items ?? []).flatMap((item) => portsOf(item, place)),
    volumes: (entry(node, 'volumes')?.items ?? []).map((item) => volumeOf(item, place)),
    environment: environmentOf(entry(node, 'environment'), place),
    envFiles: textsOf(entry(node, 'env_file')),
    lists: LISTS.flatMap((list): ComposeList[] => {
      const found = entry(node, list)
      return found === undefined ? [] : [{ ...place(found), name: list, items: textsOf(found) }]
    }),
    networks: textsOf(entry(node, 'networks')),
    secrets: textsOf(entry(node, 'secrets')),
    dependsOn: dependenciesOf(entry(node, 'depends_on')),
    command: wordsOf(entry(node, 'command')),
    entrypoint: wordsOf(entry(node, 'entrypoint')),
    profiles: textsOf(entry(node, 'profiles')),
    healthcheck: healthcheckOf(entry(node, 'healthcheck'), place),
  }
}

function buildOf(node: YamlNode | undefined, place: Place): ComposeService['build'] {
  if (node === undefined) return null
  if (node.text !== null) return { context: node.text, dockerfile: null, settings: [] }
  return {
    context: textOf(entry(node, 'context')) ?? '.',
    dockerfile: textOf(entry(node, 'dockerfile')),
    settings: environmentOf(entry(node, 'args'), place),
  }
}

const MAX_DEPTH = 8

/** `deploy: { resources: { limits: { memory: 1g } } }` becomes `deploy.resources.limits.memory`. */
function flatten(path: string, node: YamlNode, place: Place, depth = 0): Setting[] {
  if (depth > MAX_DEPTH) return []
  if (node.isMap) return node.entries.flatMap(([key, value]) => flatten(`${path}.${key}`, value, place, depth + 1))
  if (node.isList) return node.items.flatMap((item, index) => flatten(`${path}.${index}`, item, place, depth + 1))
  const { line, endLine, snippet } = place(node)
  return [settingOf({ name: path, value: node.text ?? '', line, endLine, text: snippet })]
}

/** Both forms: a map, or a list of `NAME=value`; a bare `NAME` is passed on from the environment. */
function environmentOf(node: YamlNode | undefined, place: Place): Setting[] {
  if (node === undefined) return []
  const pairs: (readonly [string, string, YamlNode])[] = node.isMap
    ? node.entries.map(([name, value]) => [name, value.isNull ? `\${${name}}` : (value.text ?? ''), value] as const)
    : node.items.map((item) => {
        const [, name = '', value = null] = /^([^=]*)(?:=([\s\S]*))?$/.exec(item.text ?? '') ?? []
        return [name, value ?? `\${${name}}`, item] as const
      })
  return pairs.map(([name, value, at]) => {
    const { line, endLine } = place(at)
    return settingOf({ name, value, line, endLine, text: `${name}: ${value}` })
  })
}

/** Texts of a list, of a map's keys, or of one scalar. */
function textsOf(node: YamlNode | undefined): string[] {
  if (node === undefined) return []
  if (node.text !== null) return node.isNull ? [] : [node.text]
  if (node.isMap) return node.entries.map(([key]) => key)
  return node.items
    .map((item) => item.text ?? textOf(entry(item, 'path')) ?? textOf(entry(item, 'source')) ?? '')
    .filter((text) => text !== '')
}

function wordsOf(node: YamlNode | undefined): string[] {
  if (node === undefined) return []
  const words = node.text === null ? node.items.map((item) => item.text ?? '') : splitWords(node.text)
  return words.map((word) => maskSecrets(word, 'compose.yml'))
}

function dependenciesOf(node: YamlNode | undefined): ComposeService['dependsOn'] {
  if (node === undefined) return []
  if (node.isMap)
    return node.entries.map(([service, value]) => ({ service, condition: textOf(entry(value, 'condition')) ?? 'service_started' }))
  return node.items.map((item) => ({ service: item.text ?? '', condition: 'service_started' }))
}

function healthcheckOf(node: YamlNode | undefined, place: Place): ComposeService['healthcheck'] {
  if (node === undefined) return null
  const test = wordsOf(entry(node, 'test')).join(' ')
  return { ...place(node), isDisabled: isTrue(entry(node, 'disable')) || /^NONE$/i.test(test), test }
}

const MAX_PORTS = 64

/** Short form `[host:][port:]container[/protocol]` with ranges, and the long form. */
function portsOf(node: YamlNode, place: Place): ComposePort[] {
  const at = place(node)
  if (node.isMap) {
    const published = textOf(entry(node, 'published')) ?? ''
    const containerPort = Number(textOf(entry(node, 'target')) ?? 0)
    return [
      {
        ...at,
        snippet: node.entries
          .map(([key, value]) => `${key}: ${value.text ?? ''}`)
          .join(', ')
          .slice(0, MAX_SNIPPET),
        hostAddress: textOf(entry(node, 'host_ip')) ?? '',
        hostPort: Number(withDefaults(published).split('-')[0]) || 0,
        containerPort,
        protocol: textOf(entry(node, 'protocol')) ?? 'tcp',
      },
    ]
  }
  return parsePort(withDefaults(node.text ?? ''))
    .slice(0, MAX_PORTS)
    .map((port) => ({ ...at, ...port }))
}

/** `${PORT:-8080}` counts as its default. */
function withDefaults(text: string): string {
  return text.replaceAll(/\$\{\w+:?-([^}]*)\}/g, '$1')
}

function parsePort(text: string): Omit<ComposePort, keyof Placed>[] {
  const match = /^(?:(\[[^\]]*\]|[^:]*(?=:[^:]*:)):)?(?:([^:]*):)?([^:/]+)(?:\/(\w+))?$/.exec(text.trim())
  if (match === null) return []
  const [, address = '', host = '', container = '', protocol = 'tcp'] = match
  const containers = rangeOf(container)
  const hosts = rangeOf(host)
  return containers.map((containerPort, index) => ({
    hostAddress: address.replaceAll(/[[\]]/g, ''),
    hostPort: hosts[index] ?? hosts[0] ?? 0,
    containerPort,
    protocol,
  }))
}

function rangeOf(text: string): number[] {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  if (from === undefined) return text.includes('$') ? [0] : []
  const count = Math.min(MAX_PORTS, Math.max(1, Number(to ?? from) - Number(from) + 1))
  return Array.from({ length: count }, (_, index) => Number(from) + index)
}

function volumeOf(node: YamlNode, place: Place): ComposeVolume {
  const at = place(node)
  if (node.isMap) {
    const kind = textOf(entry(node, 'type')) ?? 'volume'
    return {
      ...at,
      kind: kind === 'bind' || kind === 'tmpfs' ? kind : 'volume',
      source: textOf(entry(node, 'source')) ?? '',
      target: textOf(entry(node, 'target')) ?? '',
      isReadOnly: isTrue(entry(node, 'read_only')),
    }
  }
  const text = withDefaults(node.text ?? '')
  // A Windows drive letter is followed by a colon too.
  const parts = text.replace(/^([A-Za-z]):\\/, '$1|\\').split(':')
  const [source = '', target = '', options = ''] = parts.length === 1 ? ['', text, ''] : parts
  const isPath = /^(?:[./~$]|[A-Za-z]\|)/.test(source)
  return {
    ...at,
    kind: isPath ? 'bind' : 'volume',
    source: source.replace('|', ':'),
    target,
    isReadOnly: options.split(',').includes('ro'),
  }
}
