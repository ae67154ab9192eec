import type { Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { definitionsOf } from './definitions.ts'
import { INSIDE, type KindMask, maskOf } from './kinds.ts'
import { functionAt, type Scope } from './program.ts'

const LINE_BREAKS = maskOf('log-injection', 'header-injection')
const MARKUP = maskOf('xss', 'stored-xss')

/** What no longer harms once the characters of a table are exchanged: `translate({10: None, 13: None})`, `encode('unicode_escape')`. */
export function exchangedBy(act: Activation, use: CallUse): KindMask {
  const [first] = use.args.positional
  if (use.method === 'encode')
    return typeof first?.constant === 'string' && /^(?:unicode|string)[-_]escape$/.test(first.constant) ? LINE_BREAKS : 0
  if (use.method !== 'translate' || first === undefined) return 0
  const characters = charactersOf(act, use)
  const has = (...wanted: readonly string[]): boolean => wanted.every((one) => characters.has(one))
  return (has('\n', '\r') ? LINE_BREAKS : 0) | (has('<', '>') ? MARKUP : 0) | (has('/') ? INSIDE : 0)
}

function charactersOf(act: Activation, use: CallUse): ReadonlySet<string> {
  const [first] = use.args.positional
  const hint = first?.hint
  const made = hint?.kind === 'library' && hint.name === 'str.maketrans()' ? hint.origin : null
  if (made !== null) {
    const removed = act.engine.denoter.argument(made, made.call, 2) ?? act.engine.denoter.argument(made, made.call, 0)
    if (removed?.kind === 'constant') return new Set(typeof removed.value === 'string' ? removed.value : [])
    return new Set(removed?.kind === 'dict' ? [...removed.entries.keys()].map(characterOf) : [])
  }
  const [only, ...others] = (first?.objects ?? []).map((id) => [...(act.object(id)?.entries.keys() ?? [])].map(characterOf))
  const known = others.length === 0 ? (only ?? []) : []
  const argument = use.instruction.args[0]
  return new Set([...known, ...(argument === undefined ? [] : computedCharacters(act.frame, argument.value))])
}

/** Keys of a table are code points or characters. */
const characterOf = (key: string): string => (/^\d{2,6}$/.test(key) ? String.fromCodePoint(Math.min(Number(key), 0x10_ffff)) : key)

/** The keys of `{ord('<'): ...}`, written here or beside the function. */
function computedCharacters(scope: Scope, slot: Slot, depth = 0): readonly string[] {
  const [only, ...others] = depth > 6 ? [] : definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || others.length > 0) return []
  const { instruction } = only
  if (instruction.op === 'move') return computedCharacters(scope, instruction.src, depth + 1)
  if (instruction.op === 'load-up')
    return computedCharacters(
      { module: scope.module, function: functionAt(scope.module, instruction.function) },
      instruction.slot,
      depth + 1,
    )
  if (instruction.op !== 'dict') return []
  return instruction.entries.flatMap((entry) => (entry.kind === 'computed' ? ordinalOf(scope, entry.key) : []))
}

function ordinalOf(scope: Scope, key: Slot): readonly string[] {
  const [call] = definitionsOf(scope.module, scope.function, key)
  if (call?.kind !== 'instruction' || call.instruction.op !== 'call') return []
  const { callee, args } = call.instruction
  const [named] = definitionsOf(scope.module, scope.function, callee)
  const isOrd = named?.kind === 'instruction' && named.instruction.op === 'global' && named.instruction.name === 'ord'
  const [given] = definitionsOf(scope.module, scope.function, args[0]?.value ?? -1)
  const constant = given?.kind === 'instruction' && given.instruction.op === 'const' ? given.instruction.value : null
  return isOrd && typeof constant === 'string' ? [constant] : []
}
