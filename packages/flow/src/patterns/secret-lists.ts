import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { nameOf, type Reader, stringsOf } from '../routes/reader.ts'
import { type InstructionFinder, type PatternContext, wordsOf } from './context.ts'
import { looksLikeSecret } from './secret-values.ts'

const LIST_NAME =
  / (?:secrets|passwords|api keys|(?:session|cookie|signing|signature|signed|secret|jwt|hmac|encryption|private|auth|access|app|webhook) (?:keys|tokens|secrets)) $/
const WRAPS_LIST = /^(?:Set|Object\.freeze|keygrip(?:\.Keygrip)?|frozenset|set|tuple|list)(?:\(\))?$/

/** Whether a list of that name holds secrets: keys that are changed now and then are kept as a list, the newest first. */
export const isSecretList = (name: string): boolean => LIST_NAME.test(` ${wordsOf(name).trim()} `)

/** Letters and digits as a generator mixes them; names of fields, roles and keys of a keyboard are no secrets. */
const isGenerated = (value: string): boolean =>
  value.length >= 16 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/[_\s.:/]|^[A-Za-z]+\d*$/.test(value) && looksLikeSecret(value)

/** The texts of a list of keys, of a set or a key ring of them, and of a table of current and earlier ones. */
export function listedSecrets(reader: Reader, value: Denotation): readonly string[] {
  if (value.kind === 'list') return stringsOf(value)
  if (value.kind === 'dict') return [...value.entries.values()].flatMap(stringsOf)
  if (value.kind !== 'library' || value.origin === null || !WRAPS_LIST.test(nameOf(value))) return []
  const inner = reader.denoter.argument(value.origin, value.origin.call, 0)
  return inner === null ? [] : stringsOf(inner)
}

/** `sessionKeys: ['...']`, `const apiKeys = new Set(['...'])`. */
export const secretLists: InstructionFinder = {
  ops: ['dict', 'set', 'move', 'call', 'list'],
  find(context, scope, instruction) {
    if (instruction.op === 'dict') {
      for (const entry of instruction.entries) if (entry.kind === 'entry') named(context, scope, entry.key, entry.value)
      const own = scope.function.names.get(instruction.dst)
      if (own !== undefined) named(context, scope, own, instruction.dst)
    } else if (instruction.op === 'set') named(context, scope, instruction.key, instruction.src)
    else if (instruction.op === 'move') named(context, scope, scope.function.names.get(instruction.dst) ?? '', instruction.src)
    else if (instruction.op === 'call' || instruction.op === 'list')
      named(context, scope, scope.function.names.get(instruction.dst) ?? '', instruction.dst)
  },
}

function named(context: PatternContext, scope: Scope, name: string, slot: Slot): void {
  if (!isSecretList(name)) return
  const [only] = definitionsOf(scope.module, scope.function, slot)
  // What only passes a list of another place on is reported there.
  if (only?.kind !== 'instruction' || !/^(?:list|dict|call)$/.test(only.instruction.op)) return
  const [first] = listedSecrets(context.reader, context.reader.denoter.denote(scope, slot)).filter(isGenerated)
  if (first !== undefined)
    context.emit(scope, only.instruction.start, only.instruction.end, {
      kind: 'hardcoded-secret',
      cwe: 798,
      message: `${name} are given values in the source`,
      details: { use: name, length: first.length, isWeak: false },
      confidence: 'medium',
    })
}
