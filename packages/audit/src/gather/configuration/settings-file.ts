import { parse as parseToml } from 'smol-toml'
import type { Setting, SettingsFileFact } from '../../model/facts/configuration.ts'
import { settingOf } from '../secrets/traits.ts'
import { purposeOf } from './purpose.ts'
import { parseYaml, type YamlNode } from './yaml-lines.ts'

const MAX_SETTINGS = 5000
const MAX_DEPTH = 20

/** The settings of a YAML, JSON, TOML, INI or properties file by dotted path; an error text when it cannot be parsed. */
export function parseSettings(file: string, text: string): SettingsFileFact | { readonly error: string } | null {
  const format = formatOf(file)
  if (format === null) return null
  const settings =
    format === 'ini' || format === 'properties' ? parseIni(text) : format === 'toml' ? parseTomlSettings(text) : parseYamlSettings(text)
  return 'error' in settings ? settings : { file, format, purpose: purposeOf(file), settings }
}

function formatOf(file: string): 'yaml' | 'json' | 'toml' | 'ini' | 'properties' | null {
  switch (file.slice(file.lastIndexOf('.') + 1).toLowerCase()) {
    case 'yml':
    case 'yaml':
      return 'yaml'
    case 'json':
    case 'jsonc':
    case 'json5':
      return 'json'
    case 'toml':
      return 'toml'
    case 'ini':
    case 'cfg':
    case 'conf':
    case 'cnf':
      return 'ini'
    case 'properties':
      return 'properties'
    default:
      return null
  }
}

/** JSON is YAML as far as lines matter here. */
function parseYamlSettings(text: string): Setting[] | { readonly error: string } {
  const parsed = parseYaml(text.replaceAll(/^\s*\/\/.*$/gm, ''))
  if ('error' in parsed) return parsed
  const lines = text.split(/\r?\n/)
  const settings: Setting[] = []
  for (const document of parsed.documents) collect('', document, lines, settings, 0)
  return settings
}

function collect(path: string, node: YamlNode, lines: readonly string[], settings: Setting[], depth: number): void {
  if (depth > MAX_DEPTH || settings.length >= MAX_SETTINGS) return
  if (node.isMap) for (const [key, value] of node.entries) collect(path === '' ? key : `${path}.${key}`, value, lines, settings, depth + 1)
  else if (node.isList) for (const [index, item] of node.items.entries()) collect(`${path}.${index}`, item, lines, settings, depth + 1)
  else
    settings.push(
      settingOf({ name: path, value: node.text ?? '', line: node.line, endLine: node.endLine, text: lines[node.line - 1] ?? '' }),
    )
}

/** `[section]`, `name = value`, `name: value`, `name value` of MySQL and friends; `;` and `#` begin comments. */
export function parseIni(text: string): Setting[] {
  const settings: Setting[] = []
  let section = ''
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '' || /^[;#!]/.test(trimmed) || settings.length >= MAX_SETTINGS) return
    const heading = /^\[([^\]]*)\]/.exec(trimmed)
    if (heading !== null) {
      section = heading[1] ?? ''
      return
    }
    const [, name = '', value = ''] = /^([^=:\s][^=:]*?)\s*(?:[=:]\s*(.*))?$/.exec(trimmed) ?? []
    if (name === '') return
    const bare = value.replace(/^(["'])(.*)\1$/, '$2')
    settings.push(settingOf({ name: section === '' ? name : `${section}.${name}`, value: bare, line: index + 1, text: trimmed }))
  })
  return settings
}

/** smol-toml gives no lines: the first line that assigns the last part of the path under its table is the place. */
function parseTomlSettings(text: string): Setting[] | { readonly error: string } {
  let root: unknown
  try {
    root = parseToml(text)
  } catch (error) {
    return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
  const lines = text.split(/\r?\n/)
  const places = tomlPlaces(lines)
  const settings: Setting[] = []
  const visit = (path: string, value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || settings.length >= MAX_SETTINGS) return
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(`${path}.${index}`, item, depth + 1)
    else if (typeof value === 'object' && value !== null && !(value instanceof Date))
      for (const [key, item] of Object.entries(value)) visit(path === '' ? key : `${path}.${key}`, item, depth + 1)
    else {
      const line = places.get(path) ?? places.get(path.replace(/\.\d+(?=\.|$)/g, '')) ?? 1
      settings.push(settingOf({ name: path, value: String(value), line, text: lines[line - 1] ?? '' }))
    }
  }
  visit('', root, 0)
  return settings
}

function tomlPlaces(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  let table = ''
  lines.forEach((line, index) => {
    const heading = /^\s*\[{1,2}([^\]]+)\]{1,2}/.exec(line)
    if (heading !== null) table = (heading[1] ?? '').replaceAll(/["'\s]/g, '')
    const key = /^\s*([\w."'-]+)\s*=/.exec(line)?.[1]?.replaceAll(/["']/g, '')
    if (key !== undefined) {
      const path = table === '' ? key : `${table}.${key}`
      if (!places.has(path)) places.set(path, index + 1)
    }
  })
  return places
}
