import type { DatabaseConfigurationFact, Setting } from '../../model/facts/configuration.ts'
import { settingOf } from '../secrets/traits.ts'
import { purposeOf } from './purpose.ts'
import { nameOf } from './read-file.ts'
import { parseIni, parseSettings } from './settings-file.ts'

/** Which database a file configures, by its name and, for the ambiguous ones, its folder; null for none. */
export function databaseEngineOf(file: string): DatabaseConfigurationFact['engine'] | null {
  const name = nameOf(file)
  if (/^(?:postgresql|pg_hba|postgres)[\w.-]*\.conf(?:\.\w+)?$/i.test(name)) return 'postgresql'
  if (/^(?:redis|valkey|keydb|sentinel)[\w.-]*\.conf$/i.test(name) || /(?:^|\/)redis\/[\w.-]*\.conf$/.test(file)) return 'redis'
  if (/^mongod?[\w.-]*\.(?:conf|ya?ml|cfg)$/i.test(name)) return 'mongodb'
  if (/^(?:my|mysqld?|mariadb)[\w.-]*\.(?:cnf|ini)$/i.test(name) || /(?:^|\/)(?:mysql|mariadb)\/(?:[\w.-]+\/)*[\w.-]+\.cnf$/.test(file))
    return 'mysql'
  return null
}

/** The settings of a database server's own configuration. */
export function parseDatabaseConfiguration(file: string, text: string): DatabaseConfigurationFact | { readonly error: string } | null {
  const engine = databaseEngineOf(file)
  if (engine === null) return null
  const purpose = purposeOf(file)
  if (engine === 'redis') return { file, engine, purpose, settings: words(text) }
  if (engine === 'postgresql')
    return { file, engine, purpose, settings: /pg_hba/i.test(nameOf(file)) ? hostRules(text) : parseIni(text).map(withoutComment) }
  if (engine === 'mysql') return { file, engine, purpose, settings: parseIni(text) }
  const parsed = parseSettings(`${file}.yaml`, text)
  if (parsed === null || 'error' in parsed) return parsed
  return { file, engine, purpose, settings: parsed.settings }
}

/** `name value ...` lines. */
function words(text: string): Setting[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, name, value = ''] = /^\s*([A-Za-z][\w-]*)(?:\s+(.*?))?\s*$/.exec(line) ?? []
    if (name === undefined) return []
    return [settingOf({ name: name.toLowerCase(), value: value.replace(/^(["'])(.*)\1$/, '$2'), line: index + 1, text: line })]
  })
}

function withoutComment(setting: Setting): Setting {
  return setting.secret === null ? { ...setting, value: setting.value.replace(/\s+#.*$/, '').replace(/^'(.*)'$/, '$1') } : setting
}

/** `type database user [address] method`. */
function hostRules(text: string): Setting[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.replace(/#.*$/, '').trim()
    return /^(?:local|host\w*)\s/.test(trimmed)
      ? [settingOf({ name: 'hba', value: trimmed.replaceAll(/\s+/g, ' '), line: index + 1, text: trimmed })]
      : []
  })
}
