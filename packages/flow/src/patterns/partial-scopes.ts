import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { isServed, type Reader, slotText, stringsOf } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const OF_READING = /^[a-z][\w-]*[:.](?:read|list|view)$/
const OF_WRITING = /^[a-z][\w-]*[:.](?:write|create|update|edit|manage|delete)$/
const SCOPES = /(?:^|[._\]'"])(?:scopes?|permissions|grants)['"\]]*$/i
const OF_ADDRESS = /^(?:path|pathname|url|originalUrl|raw_path|path_info|routePath|baseUrl)$/
const DEEPEST = 10

/**
 * `key.scopes.includes(area)` with a piece of the path, where scopes say what may be done: `expenses:read` and `expenses:write`. Whoever may read
 * may write as well.
 */
export function partialScopes(context: PatternContext): void {
  const { reader } = context
  if (context.routes.some(({ fact }) => fact.method === 'PATCH')) forgottenMethods(context)
  if (!saysActions(reader)) return
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const { instructions } of fn.blocks)
        for (const one of instructions) {
          const asked = askedOf(reader, scope, one)
          if (asked < 0 || !isOfPathAlone(reader, scope, asked)) continue
          context.emit(scope, one.start, one.end, {
            kind: 'scope-without-action',
            cwe: 863,
            message: 'a scope is looked for by what it is about, and not by what it allows: a key that may read may write',
            details: {},
            confidence: 'high',
          })
        }
    }
  }
}

const WRITES = ['POST', 'PUT', 'DELETE']
/** What a key may do, as the word that the method decides. */
const DECIDES_ACTION = /(["'`])(?:\w+[:.])?(?:write|edit|manage|change)\1[\s\S]{0,40}(["'`])(?:\w+[:.])?(?:read|view)\2/i

/** `['POST', 'PUT', 'DELETE'].includes(req.method) ? 'write' : 'read'`, in a service that has PATCH routes: to change is taken for reading. */
function forgottenMethods(context: PatternContext): void {
  const { reader } = context
  for (const call of reader.calls) {
    const [asked] = call.call.args
    if (!/^(?:includes|has)$/.test(call.method) || asked === undefined || !isServed(reader, call.module.file)) continue
    if (!/\.method$/.test(slotText(reader, call, asked.value))) continue
    const methods = stringsOf(reader.denoter.denote(call, call.call.receiver)).map((word) => word.toUpperCase())
    const text = reader.textOf(call.module.file).slice(call.function.start, call.function.end)
    if (!WRITES.every((word) => methods.includes(word)) || methods.includes('PATCH') || !DECIDES_ACTION.test(text)) continue
    context.emitCall(call, {
      kind: 'scope-without-action',
      cwe: 863,
      message: 'PATCH is none of the methods that are taken for writing: what may read may change',
      details: {},
      confidence: 'high',
    })
  }
}

/** Whether the tree has scopes for reading and for writing of the same things. */
function saysActions({ program, denoter }: Reader): boolean {
  return program.modules.some((module) => {
    const [body] = module.functions
    if (body === undefined) return false
    const words = body.blocks.flatMap(({ instructions }) =>
      instructions.flatMap((one) => (one.op === 'list' ? stringsOf(denoter.denote({ module, function: body }, one.dst)) : [])),
    )
    return words.some((word) => OF_READING.test(word)) && words.some((word) => OF_WRITING.test(word))
  })
}

/** What a list of scopes is asked for; -1 for all else. */
function askedOf(reader: Reader, scope: Scope, one: Instruction): Slot {
  if (one.op === 'call' && /^(?:includes|has|contains)$/.test(one.method) && SCOPES.test(slotText(reader, scope, one.receiver)))
    return one.args[0]?.value ?? -1
  const isIn = one.op === 'binary' && (one.operator === 'in' || one.operator === 'not-in') && scope.module.language === 'python'
  return isIn && SCOPES.test(slotText(reader, scope, one.right)) ? one.left : -1
}

/** Whether a value is made of the path, and of nothing that says what is done. */
function isOfPathAlone(reader: Reader, scope: Scope, slot: Slot): boolean {
  let isOfPath = false
  const open = [slot]
  const seen = new Set<Slot>()
  for (let step = 0; step < DEEPEST * 4 && open.length > 0; step += 1) {
    const next = open.pop() ?? -1
    if (next < 0 || seen.has(next)) continue
    seen.add(next)
    for (const definition of definitionsOf(scope.module, scope.function, next)) {
      if (definition.kind !== 'instruction') continue
      const { instruction } = definition
      if (instruction.op === 'get' && OF_ADDRESS.test(instruction.key)) isOfPath = true
      else if (instruction.op === 'get' && /method|action/i.test(instruction.key)) return false
      else if (instruction.op === 'template' && instruction.parts.some((part) => typeof part === 'string' && /[:.]/.test(part)))
        return false
      else if (instruction.op === 'const' && typeof instruction.value === 'string' && /[:.]\w/.test(instruction.value)) return false
      else if (instruction.op === 'call' && reader.seenCall(instruction)?.callee.kind === 'function') return false
      else if (instruction.op === 'load-up') return false
      open.push(...operandsOf(instruction))
    }
  }
  return isOfPath
}
