import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { stringsAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { PRIVILEGED_FIELD } from './meta-fields.ts'

/** Lists of columns that a body may set, with a column among them that gives rights. */
export function fieldLists(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.method === 'GET' || fact.purpose === 'admin') continue
    if (fact.guards.some((guard) => guard.kind === 'role')) continue
    if (!fact.effects.some((effect) => effect.kind === 'create' || effect.kind === 'update')) continue
    if (fact.framework === 'fastapi' && fact.body?.extra === 'kept')
      keptFields(context, handler, fact.body.name, `${fact.method} ${fact.path}`)
    if (!fact.readsRawBody) continue
    for (const block of handler.function.blocks) {
      for (const instruction of block.instructions) readMembership(context, handler, instruction, `${fact.method} ${fact.path}`)
    }
    for (const inner of handler.module.functions) {
      if (inner.parent !== handler.function.index || inner.start < handler.function.start || inner.end > handler.function.end) continue
      for (const block of inner.blocks)
        for (const instruction of block.instructions)
          readMembership(context, { module: handler.module, function: inner }, instruction, `${fact.method} ${fact.path}`)
    }
  }
}

/** A model that keeps what it does not name, written to a row. */
function keptFields(context: PatternContext, handler: Scope, model: string, route: string): void {
  const { start, end } = handler.function
  const text = context.reader.textOf(handler.module.file).slice(start, end)
  // Fields that are taken one by one leave the others behind.
  if (!/model_dump|\.dict\(|__dict__|model_extra|\bvars\(|\*\*/.test(text)) return
  context.emit(handler, start, end, {
    kind: 'mass-assignment-pattern',
    cwe: 915,
    message: `${route} writes every field that the body of ${model} brings`,
    details: { model, route },
    confidence: 'medium',
  })
}

/** `key in ('name', 'role')`, `known.includes(column)`. */
function readMembership(context: PatternContext, scope: Scope, instruction: Instruction, route: string): void {
  const list =
    instruction.op === 'binary' && instruction.operator === 'in'
      ? instruction.right
      : instruction.op === 'call' && /^(?:includes|has)$/.test(instruction.method)
        ? instruction.receiver
        : -1
  if (list < 0) return
  const key = instruction.op === 'binary' ? instruction.left : instruction.op === 'call' ? (instruction.args[0]?.value ?? -1) : -1
  // A membership of a known value asks who somebody is; the key of a body is not known.
  if (key < 0 || stringsAt(context.reader, scope, key).length > 0) return
  const fields = stringsAt(context.reader, scope, list)
  const privileged = fields.find((field) => PRIVILEGED_FIELD.test(field))
  if (privileged === undefined || fields.length < 3) return
  context.emit(scope, instruction.start, instruction.end, {
    kind: 'mass-assignment-pattern',
    cwe: 915,
    message: `${route} lets the body set ${privileged}`,
    details: { field: privileged, route },
    confidence: 'medium',
  })
}
