import { findRedos } from './redos/find-redos.ts'
import { flagLetters } from './redos/python-flags.ts'
import type { Hint, Value } from './value.ts'

/** The source and flags of a pattern given as text (its flags beside it) or as a compiled object; null when they are not known. */
export function patternOf(value: Value | undefined, beside?: Value): { readonly source: string; readonly flags: string } | null {
  if (value === undefined) return null
  if (typeof value.constant === 'string') return { source: value.constant, flags: flagLetters(beside?.constant) }
  return value.hint === null ? null : patternOfHint(value.hint)
}

/** The same of what a compiled pattern is known by. */
export function patternOfHint(hint: Hint): { readonly source: string; readonly flags: string } | null {
  if (hint.kind !== 'library' || !/^(?:RegExp|re\.compile\(\))$/.test(hint.name)) return null
  const { args, named } = hint.details ?? {}
  const [source, flags = named?.get('flags')] = args ?? []
  if (typeof source?.constant !== 'string') return null
  return { source: source.constant, flags: flagLetters(flags?.constant) }
}

/** Whether it is a pattern, as text or compiled, that is slow on some texts: what a function does with it depends on all of it. */
export function isSlowPattern({ constant, hint }: Pick<Value, 'constant' | 'hint'>): boolean {
  const source = typeof constant === 'string' ? constant : hint === null ? undefined : patternOfHint(hint)?.source
  if (source === undefined || source.length > LONGEST_PATTERN || !/\)[*+{]/.test(source)) return false
  return FLAGS_TRIED.some((flags) => findRedos(source, flags, 'anywhere') !== null || findRedos(source, flags, 'full') !== null)
}

const LONGEST_PATTERN = 1_000
/** Its flags may be given where it is used. */
const FLAGS_TRIED = ['', 'sx']
