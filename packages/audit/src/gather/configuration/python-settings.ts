import type { Setting } from '../../model/facts/configuration.ts'
import { settingOf } from '../secrets/traits.ts'

const ASSIGNMENT = /^([A-Za-z_]\w*)\s*=\s*(.+?)\s*(?:#.*)?$/

/** Top-level assignments of a Python settings module such as gunicorn.conf.py, values as written, quotes taken off. */
export function parsePythonSettings(text: string): Setting[] {
  const settings: Setting[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    const [, name, value] = ASSIGNMENT.exec(line) ?? []
    if (name === undefined || value === undefined || value.startsWith('=')) return
    settings.push(settingOf({ name, value: value.replace(/^[rRbBuU]?(["'])(.*)\1$/, '$2'), line: index + 1, text: line }))
  })
  return settings
}
