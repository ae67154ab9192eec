import { textOf } from './place.ts'
import type { Program } from './program.ts'

const CLEANS = String.raw`(?:\bclean(?!ed_data)\w*\(|saniti[sz]\w*\(|bleach\.|nh3\.|strip_tags\(|escape\()`
const ASKS_SCHEME = String.raw`(?:URL\(|Url\b|URLValidator|URLField|url_has_allowed|urlparse|startswith\(|https?:|choices\s*=)`

const known = new WeakMap<Program, Map<string, boolean>>()

/** Whether something cleans a field of a record before it is stored: `self.body = clean(self.body)`, `def clean_body`, `@validates('body')`. */
export function isCleanedField(program: Program, field: string): boolean {
  const name = field.replace(/\W/g, '')
  return remember(program, `cleaned ${name}`, [
    `\\b${name}\\b["']?\\]?\\s*[=:]\\s*[^\\n]*${CLEANS}`,
    `def (?:clean|validate)_${name}\\b`,
    `@(?:validates|field_validator|validator)\\([^)]*["']${name}["']`,
  ])
}

const NAMES_ADDRESS = /(?:^|_)(?:url|uri|link|href|website|web_?page|home_?page|site|blog)(?:_|$)/

/** Whether a field is called after the address that it holds, and no code asks for its scheme where it is declared, checked or stored. */
export function isLinkField(program: Program, field: string): boolean {
  const name = field.replace(/\W/g, '')
  if (!NAMES_ADDRESS.test(name) || isCleanedField(program, field)) return false
  return !remember(program, `asked ${name}`, [
    `\\b${name}\\b["']?\\]?\\s*[=:][^\\n]*${ASKS_SCHEME}`,
    `${ASKS_SCHEME}[^\\n]*\\b${name}\\b|\\b${name}\\b[^\\n]*\\.startswith\\(`,
  ])
}

function remember(program: Program, key: string, patterns: readonly string[]): boolean {
  let answers = known.get(program)
  if (answers === undefined) {
    answers = new Map()
    known.set(program, answers)
  }
  let answer = answers.get(key)
  if (answer === undefined) {
    const wanted = new RegExp(patterns.join('|'), 'i')
    answer = program.modules.some((module) => module.language === 'python' && wanted.test(textOf(module)))
    answers.set(key, answer)
  }
  return answer
}
