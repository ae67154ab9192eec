import { definitionsOf } from '../../engine/definitions.ts'
import type { Instruction, Slot } from '../../ir/ir.ts'
import { definitionBehind, type FunctionRef, parameterBehind, type Reader, stringsAt } from '../reader.ts'

/** What a branch of a plain server asks of a request: is its method, or its path, one of these, does it start so, does it match. */
export type RequestTest = { readonly isTrueWhenMet: boolean } & (
  | { readonly kind: 'method'; readonly values: readonly string[] }
  | { readonly kind: 'path'; readonly values: readonly string[] }
  | { readonly kind: 'both'; readonly values: readonly string[] }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'pattern'; readonly text: string }
)

/** A function that is handed the request of a plain server. */
export interface Answering extends FunctionRef {
  readonly request: Slot
}

type Role = 'method' | 'path' | 'both'

/** The question behind the condition of a branch; null where it asks something else. */
export function requestTest(reader: Reader, server: Answering, condition: Slot, depth = 0): RequestTest | null {
  const found = definitionBehind(server, condition)
  if (found === null || depth > 4) return null
  const { scope, instruction } = found
  if (instruction.op === 'unary' && instruction.operator === 'not')
    return opposite(requestTest(reader, server, instruction.operand, depth + 1))
  if (instruction.op === 'call') return calledTest(reader, server, scope, instruction)
  if (instruction.op !== 'binary' || (instruction.operator !== '==' && instruction.operator !== '!=')) return null
  const isEqual = instruction.operator === '=='
  for (const [asked, given] of [
    [instruction.left, instruction.right],
    [instruction.right, instruction.left],
  ] as const) {
    // `path.match(pattern) !== null`
    const known = reader.denoter.denote(scope, given)
    if (known.kind === 'constant' && known.value === null) {
      const inner = requestTest(reader, server, asked, depth + 1)
      if (inner?.kind === 'pattern') return isEqual ? opposite(inner) : inner
    }
    const values = stringsAt(reader, scope, given)
    const role = values.length === 1 ? roleOf(server, scope, asked) : null
    if (role !== null) return { kind: role, values: values.map((value) => asAsked(role, value)), isTrueWhenMet: isEqual }
  }
  return null
}

const opposite = (test: RequestTest | null): RequestTest | null => (test === null ? null : { ...test, isTrueWhenMet: !test.isTrueWhenMet })

const asAsked = (role: Role, value: string): string => (role === 'path' ? (value.split('?')[0] ?? value) : value)

/** `path.startsWith('/files/')`, `['GET', 'HEAD'].includes(method)`, `/^\/notes\/(\d+)$/.test(path)`, `path.match(pattern)`. */
function calledTest(reader: Reader, server: Answering, scope: FunctionRef, call: Extract<Instruction, { op: 'call' }>): RequestTest | null {
  const [argument] = call.args
  if (argument?.kind !== 'positional' || call.receiver < 0) return null
  const { method, receiver } = call
  const first = argument.value
  if (method === 'includes') {
    const values = stringsAt(reader, scope, receiver)
    const role = values.length > 0 && reader.denoter.denote(scope, receiver).kind === 'list' ? roleOf(server, scope, first) : null
    return role === null ? null : { kind: role, values: values.map((value) => asAsked(role, value)), isTrueWhenMet: true }
  }
  if (method === 'startsWith') {
    const [text] = stringsAt(reader, scope, first)
    return text?.startsWith('/') && roleOf(server, scope, receiver) === 'path' ? { kind: 'prefix', text, isTrueWhenMet: true } : null
  }
  if (method !== 'test' && method !== 'exec' && method !== 'match') return null
  const [asked, by] = method === 'match' ? [receiver, first] : [first, receiver]
  const pattern = reader.denoter.denote(scope, by)
  return pattern.kind === 'regex' && roleOf(server, scope, asked) === 'path'
    ? { kind: 'pattern', text: pattern.pattern, isTrueWhenMet: true }
    : null
}

const KEEPS = /^(?:toUpperCase|toLowerCase|trim|replace|replaceAll|trimEnd|toString|normalize)$/

/** Whether a value is the method of the request, its path, or `${method} ${path}`. */
function roleOf(server: Answering, scope: FunctionRef, slot: Slot, depth = 0): Role | null {
  if (depth > 8) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    const role = definition.kind === 'instruction' ? roleBehind(server, scope, definition.instruction, depth + 1) : null
    if (role !== null) return role
  }
  return null
}

function roleBehind(server: Answering, scope: FunctionRef, instruction: Instruction, depth: number): Role | null {
  switch (instruction.op) {
    case 'move':
      return roleOf(server, scope, instruction.src, depth)
    case 'get':
      if (instruction.key === 'pathname') return 'path'
      if (!isRequest(server, scope, instruction.object)) return null
      return instruction.key === 'method' ? 'method' : instruction.key === 'url' ? 'path' : null
    case 'index': {
      // `request.url.split('?')[0]`
      const split = definitionBehind(scope, instruction.object)
      return split?.instruction.op === 'call' && split.instruction.method === 'split'
        ? roleOf(server, split.scope, split.instruction.receiver, depth)
        : null
    }
    case 'call':
      return KEEPS.test(instruction.method) ? roleOf(server, scope, instruction.receiver, depth) : null
    case 'template': {
      const [first, between, second, ...more] = instruction.parts
      const isPair = typeof first === 'number' && between === ' ' && typeof second === 'number' && more.length === 0
      return isPair && roleOf(server, scope, first, depth) === 'method' && roleOf(server, scope, second, depth) === 'path' ? 'both' : null
    }
    default:
      return null
  }
}

function isRequest(server: Answering, scope: FunctionRef, slot: Slot): boolean {
  const parameter = parameterBehind(scope, slot)
  return parameter?.function === server.function && server.function.parameters[parameter.index]?.slot === server.request
}
