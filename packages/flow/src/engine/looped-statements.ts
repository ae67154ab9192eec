import type { Activation } from './activation.ts'
import { definitionsOf } from './definitions.ts'

/** `f"UPDATE shops SET {name} = ?"` in a loop over names that are written out: the statement with each of them; none for any other text. */
export function loopedTexts(act: Activation, slot: number, begins: RegExp): readonly string[] {
  const { module, function: owner } = act.frame
  const [made, ...more] = definitionsOf(module, owner, slot)
  if (more.length > 0 || made?.kind !== 'instruction' || made.instruction.op !== 'template') return []
  const { parts } = made.instruction
  const [hole, ...others] = parts.filter((part) => typeof part !== 'string')
  if (hole === undefined || others.length > 0 || !begins.test(String(parts[0]))) return []
  return namesLooped(act, hole).map((name) => parts.map((part) => (typeof part === 'string' ? part : name)).join(''))
}

const DEEPEST = 6

/** The texts that a variable of a loop takes, where they are written out. */
function namesLooped(act: Activation, slot: number, depth = 0): readonly string[] {
  if (depth > DEEPEST) return []
  const { module, function: owner } = act.frame
  const [only, ...more] = definitionsOf(module, owner, slot)
  if (more.length > 0 || only === undefined) return []
  if (only.kind === 'instruction') return only.instruction.op === 'move' ? namesLooped(act, only.instruction.src, depth + 1) : []
  if (only.kind !== 'loop') return []
  const names = act.engine.denoter.denote({ module, function: owner }, only.iterable)
  return names.kind === 'list' && names.items.every((item) => item.kind === 'constant' && typeof item.value === 'string')
    ? names.items.flatMap((item) => (item.kind === 'constant' ? [String(item.value)] : []))
    : []
}
