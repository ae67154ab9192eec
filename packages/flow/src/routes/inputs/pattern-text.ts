import { nameOf, type Reader } from '../reader.ts'
import type { InputValue } from './input-values.ts'

/** The regular expression that a value is, or is compiled from, in the notation of JavaScript and as the method applies it; null for all else. */
export function regexOf(reader: Reader, value: InputValue, method: string): string | null {
  if (value.is !== 'constant') return null
  const { denoted } = value
  if (denoted.kind === 'regex') return denoted.pattern
  if (denoted.kind === 'constant')
    return typeof denoted.value === 'string' && PYTHON_METHOD.test(method) ? anchored(denoted.value, method) : null
  if (denoted.kind !== 'library' || denoted.origin === null || !COMPILED.test(nameOf(denoted))) return null
  const [argument] = denoted.origin.call.args
  const given = argument === undefined ? null : reader.denoter.denote(denoted.origin, argument.value)
  if (given?.kind === 'regex') return given.pattern
  if (given?.kind !== 'constant' || typeof given.value !== 'string') return null
  return denoted.origin.module.language === 'python' ? anchored(given.value, method) : given.value
}

const COMPILED = /^(?:re\.compile|regex\.compile|RegExp)\(\)$/
const PYTHON_METHOD = /^(?:fullmatch|match|search)$/

function anchored(pattern: string, method: string): string {
  const text = pattern.replaceAll('(?P<', '(?<').replaceAll('\\Z', '$').replaceAll('\\A', '^')
  return method === 'fullmatch' ? `^(?:${text})$` : method === 'match' ? `^(?:${text})` : text
}
