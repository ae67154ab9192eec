import { argumentSlot } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, isServed, parameterBehind, type Reader, type SeenCall, textAt } from '../routes/reader.ts'
import type { InstructionFinder } from './context.ts'
import { ownParameters } from './read-through.ts'

/** ` AND t.tag = '`: a condition whose value comes next, between quotes of the statement. */
const BEFORE = /\b(?:AND|OR|WHERE|HAVING|WHEN|ON)\s+[\w."`]+\s*(?:=|<>|!=|<|>|I?LIKE)\s*'%?$/i
const AFTER = /^%?'/
/** Objects that are kept as texts, in which anything may stand that was once let in. */
const DECODES = /^(?:JSON\.parse|(?:json|orjson|ujson)\.loads)$/
const OF_REQUEST = /\breq(?:uest)?\b|\bbody\b/

/** `(tag) => db.all(sql + ` AND tag = '${tag}'`)` of a repository, which is given a field of something stored: a quote in it ends the text. */
export const quotedHoles: InstructionFinder = {
  ops: ['template'],
  find(context, scope, instruction) {
    if (instruction.op !== 'template' || !isServed(context.reader, scope.module.file) || !context.handlers.has(scope.function)) return
    const { reader } = context
    const { parts } = instruction
    const slot = parts.find((part, at): part is Slot => {
      const [before, after] = [parts[at - 1], parts[at + 1]]
      return typeof part === 'number' && typeof before === 'string' && typeof after === 'string' && BEFORE.test(before) && AFTER.test(after)
    })
    const parameter = slot === undefined ? null : parameterBehind(scope, slot)
    const own = parameter?.function === scope.function ? scope.function.parameters[parameter.index] : undefined
    if (own === undefined) return
    const text = reader.textOf(scope.module.file).slice(scope.function.start, scope.function.end)
    if (asksFor(text, own.name)) return
    const place = ownParameters(scope.function).indexOf(own)
    const given = reader.callersOf(scope.function).find((caller) => isHeld(reader, caller, place, own.name))
    if (given === undefined) return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'quoted-hole',
      cwe: 89,
      message: `${own.name} stands between quotes of a statement as it is: a quote in what is stored ends the text`,
      details: { field: own.name },
      confidence: 'low',
      about: { scope: given, start: given.call.start, end: given.call.end, note: 'where it is given' },
    })
  },
}

/** Whether the value is compared, matched or made harmless where it is pasted. */
const asksFor = (text: string, name: string): boolean =>
  new RegExp(
    String.raw`(?:includes|has|test|hasOwn|escape\w*|Number|int|match|fullmatch)\([^()\n]*\b${name}\b|\b${name}\b\.(?:replace|match|isalnum|isdigit)\w*\(|\b${name}\s+(?:not\s+)?in\s+|typeof\s+${name}\b`,
  ).test(text)

/** A field of stored settings, which nothing of the caller looks at by name. */
function isHeld(reader: Reader, caller: SeenCall, place: number, name: string): boolean {
  const value = argumentSlot(caller.call.args, place, name)
  const made = value < 0 ? undefined : definitionBehind(caller, value)?.instruction
  if (made?.op !== 'get' && made?.op !== 'index') return false
  const held = callBehind(reader, caller, made.object)
  if (held === null || !DECODES.test(held.name) || OF_REQUEST.test(textAt(reader, held.module, held.call.start, held.call.end, 300)))
    return false
  const key = made.op === 'get' ? made.key : name
  return !asksFor(reader.textOf(caller.module.file).slice(caller.function.start, caller.function.end), key)
}
