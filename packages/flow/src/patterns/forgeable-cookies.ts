import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { isServed, type Reader, type SeenCall, slotText } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** Where a request keeps who its caller is. */
export const BECOMES_CALLER =
  /\b(?:req|request|ctx|context|state|locals|session|g)\.(?:user|currentUser|current_user|account|member|principal|identity|viewer|userId|user_id|uid)\s*=(?!=)|\bset\(\s*['"](?:user|currentUser|userId|account|principal)['"]/
/** A signature, or a secret that only the service can have written. */
const PROTECTED = /verif|decrypt|decipher|unseal|unsign|hmac|timingSafe|compare_digest|jwt|signed|itsdangerous|fernet/i
/** Names of who somebody is; a token or a number drawn at random is looked up instead. */
const WHO = /^(?:_?id|uid|sub|user|user_?(?:id|name)|account_?id|member_?id|e_?mail|login|role|is_?admin)$/i
const WHO_COOKIE = /^(?:uid|user|user_?(?:id|name)|account|account_?id|member_?id|e_?mail|login|role|is_?admin)$/i
const PARSES = /^(?:JSON\.parse|json\.loads)$/
const LOOKS_UP = /^(?:find|get|load|fetch|read|lookup|select|query|first|one|by)/i
const LONGEST = 4000

/** The caller is whom a cookie names, and nobody signed the cookie: `users.findById(JSON.parse(atob(req.cookies.remember)).id)`. */
export function forgeableCookies(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !/cookies/i.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const text = reader.textOf(module.file).slice(fn.start, fn.end)
      if (fn.index === 0 || text.length > LONGEST || !BECOMES_CALLER.test(text) || PROTECTED.test(text)) continue
      const read = reader.callsIn(fn).find((call) => namesCaller(reader, call, text))
      if (read !== undefined)
        context.emitCall(read, {
          kind: 'jwt-not-verified',
          cwe: 565,
          message: 'who the caller is stands in a cookie that nobody signed',
          details: { handMade: true },
          confidence: 'medium',
        })
    }
  }
}

function namesCaller(reader: Reader, call: SeenCall, text: string): boolean {
  const cookies = call.call.args.flatMap(({ value }) => cookieBehind(reader, call, value, 0) ?? [])
  if (cookies.length === 0) return false
  if (PARSES.test(call.name) || isDecoder(reader, call)) return membersOf(call, text).some((key) => WHO.test(key))
  return LOOKS_UP.test(call.method) && cookies.some((name) => WHO_COOKIE.test(name))
}

/** A function of the tree that unpacks what it is given, and checks nothing. */
function isDecoder(reader: Reader, { callee }: SeenCall): boolean {
  if (callee.kind !== 'function') return false
  const text = reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)
  return /JSON\.parse|json\.loads/.test(text) && !PROTECTED.test(text)
}

/** The name of the cookie that a value is made of; null when it is made of none. */
function cookieBehind(reader: Reader, scope: Scope, slot: Slot, depth: number): string | null {
  if (slot < 0 || depth > 8) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    const isHeld = (object: Slot): boolean => /\bcookies(?:\(\))?$/i.test(slotText(reader, scope, object))
    if (instruction.op === 'get' && isHeld(instruction.object)) return instruction.key === 'get' ? '' : instruction.key
    const key = instruction.op === 'index' ? instruction.index : instruction.op === 'call' ? (instruction.args[0]?.value ?? -1) : -1
    const held =
      instruction.op === 'index'
        ? instruction.object
        : instruction.op === 'call' && instruction.method === 'get'
          ? instruction.receiver
          : -1
    if (held >= 0 && isHeld(held)) {
      const name = reader.denoter.denote(scope, key)
      return name.kind === 'constant' && typeof name.value === 'string' ? name.value : ''
    }
    for (const operand of operandsOf(instruction)) {
      const found = cookieBehind(reader, scope, operand, depth + 1)
      if (found !== null) return found
    }
  }
  return null
}

/** What is read of the parsed value, here or in functions inside. */
function membersOf({ call, function: fn }: SeenCall, text: string): readonly string[] {
  const held = new Set<Slot>([call.dst])
  const keys: string[] = []
  for (const { instructions } of fn.blocks)
    for (const one of instructions) {
      if ((one.op === 'move' || one.op === 'await') && held.has(one.src)) held.add(one.dst)
      if (one.op === 'get' && held.has(one.object)) keys.push(one.key)
    }
  const names = [...held].flatMap((slot) => fn.names.get(slot) ?? []).filter((name) => /^\w+$/.test(name))
  return [
    ...keys,
    ...names.flatMap((name) => [...text.matchAll(new RegExp(`\\b${name}(?:\\.|\\[['"])(\\w+)`, 'g'))].map(([, key = '']) => key)),
  ]
}
