import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { isPath } from './exempt-paths.ts'
import { definitionBehind } from './reader.ts'

/** What a key of an operation is made of: the method and the path of a request, and the text between them. */
type KeyPart = 'method' | 'path' | { readonly text: string }

/** Operations that a list names by such keys: `new Set(['POST /sessions'])`. */
export interface ListedOperations {
  readonly key: readonly KeyPart[]
  readonly listed: readonly string[]
}

export function listsOperation({ key, listed }: ListedOperations, method: string, path: string): boolean {
  const name = key.map((part) => (part === 'method' ? method : part === 'path' ? path : part.text)).join('')
  return listed.some((each) => each.replace(/:(\w+)/g, '{$1}') === name)
}

/** `${c.req.method} ${c.req.path}`, `req.method + ' ' + req.path`; null for texts that are made of anything else, or of one of them alone. */
export function operationKey(scope: Scope, slot: Slot): readonly KeyPart[] | null {
  const parts = partsOf(scope, slot, 0)
  return parts?.includes('method') === true && parts.includes('path') ? parts : null
}

const DEEPEST = 4

function partsOf(scope: Scope, slot: Slot, depth: number): readonly KeyPart[] | null {
  if (isPath(scope, slot)) return ['path']
  const behind = definitionBehind(scope, slot)
  if (behind === null || depth > DEEPEST) return null
  const { instruction, scope: where } = behind
  if (instruction.op === 'get') return instruction.key === 'method' ? ['method'] : null
  if (instruction.op === 'const') return typeof instruction.value === 'string' ? [{ text: instruction.value }] : null
  if (instruction.op === 'call' && /^(?:upper|toUpperCase)$/.test(instruction.method))
    return partsOf(where, instruction.receiver, depth + 1)
  const inner =
    instruction.op === 'binary' && instruction.operator === '+'
      ? [instruction.left, instruction.right]
      : instruction.op === 'template'
        ? instruction.parts
        : null
  const found = inner?.map((part) => (typeof part === 'string' ? [{ text: part }] : partsOf(where, part, depth + 1)))
  return found?.every((part) => part !== null) === true ? found.flat() : null
}
