import type { Setting } from '../../model/facts/configuration.ts'
import { settingOf } from '../secrets/traits.ts'

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s?(.*)$/

/** The settings of a `.env` file: quotes, `export`, comments and values over several lines; what is no assignment is passed over. */
export function parseEnvFile(text: string): Setting[] {
  const lines = text.split(/\r?\n/)
  const settings: Setting[] = []
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index] ?? ''
    const match = ASSIGNMENT.exec(text)
    if (match === null || /^\s*#/.test(text)) continue
    const { value, taken } = readValue(match[2] ?? '', lines, index)
    settings.push(
      settingOf({
        name: match[1] ?? '',
        value,
        line: index + 1,
        endLine: index + taken,
        text: taken === 1 ? text : `${match[1] ?? ''}=${value}`,
      }),
    )
    index += taken - 1
  }
  return settings
}

const MAX_LINES = 200

/** Double and single quotes may span lines; a bare value ends at ` #`. */
function readValue(rest: string, lines: readonly string[], index: number): { value: string; taken: number } {
  const start = rest.trimStart()
  const quote = start[0]
  if (quote !== '"' && quote !== "'" && quote !== '`') return { value: start.replace(/\s+#.*$/, '').trim(), taken: 1 }
  let body = start.slice(1)
  for (let taken = 1; taken <= MAX_LINES; taken++) {
    const end = closing(body, quote)
    if (end >= 0) return { value: body.slice(0, end), taken }
    const next = lines[index + taken]
    if (next === undefined) break
    body += `\n${next}`
  }
  return { value: start.slice(1), taken: 1 }
}

function closing(body: string, quote: string): number {
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '\\' && quote === '"') at++
    else if (body[at] === quote) return at
  }
  return -1
}
