import type { ClassMember, IrClass, IrFunction, Module } from '../ir/ir.ts'
import { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { isCleanedField } from './cleaned-fields.ts'
import { isRecord } from './construct.ts'
import { makeObject } from './containers.ts'
import type { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { STORED_ROWS } from './library-call.ts'
import { textOf } from './place.ts'
import { functionAt } from './program.ts'
import { methodHint } from './roots.ts'
import { sourceTaints } from './source-taints.ts'
import { NOTHING, type Value } from './value.ts'

const MAKES_MARKUP = /\b(?:mark_safe|SafeString|Markup|format_html)\s*\(/
const TEXT_FIELD = /(?:Text|Char|String|Markdown|HTML|RichText\w*|CKEditor\w*|Summernote\w*|Tiny\w*)Field\(\)$/
const TEXT_COLUMN = /\b(?:Text|String|Unicode|UnicodeText)\b/
const MAPPED_TEXT = /Mapped\[\s*(?:Optional\[)?str\b/

/** Methods of rows, and of their administration, that make markup: what is stored in a row was written by somebody. */
export function runRecordMethods(engine: Engine, module: Module, owner: IrClass): void {
  if (module.language !== 'python') return
  const methods = owner.members.filter(
    ({ kind, function: index }) => kind !== 'field' && index >= 0 && makesMarkup(module, functionAt(module, index)),
  )
  if (methods.length === 0) return
  const body = functionAt(module, 0)
  const act = new Activation(engine, engine.frame(module, body), functionInfo(body), null)
  const isAdministration = engine.denoter.bases(module, owner).some((base) => base.kind === 'library' && /\bModelAdmin$/.test(base.name))
  if (!isAdministration && !isRecord(act, module, owner, 0)) return
  for (const member of methods) {
    const method = functionAt(module, member.function)
    const receiver = isAdministration ? null : rowValue(act, module, owner)
    const at = { start: method.start, end: method.start + 1 }
    const row: Value = { ...NOTHING, number: engine.numbers.fresh(), taints: sourceTaints(act, STORED_ROWS, null, at) }
    const hint = { kind: 'instance' as const, module, class: owner, environment: engine.environments.get(module) ?? null }
    callFunction(
      act,
      { ...methodHint(engine, module, method), receiver: receiver ?? { ...NOTHING, hint } },
      { ...NO_ARGUMENTS, positional: isAdministration ? [row] : [], isOpen: true },
      at,
    )
  }
}

const makesMarkup = (module: Module, method: IrFunction): boolean => MAKES_MARKUP.test(textOf(module).slice(method.start, method.end))

/** A row of a record whose text fields hold what somebody stored. */
export function rowValue(act: Activation, module: Module, owner: IrClass): Value {
  const entries = new Map<string, Value>()
  for (const member of owner.members) {
    if (member.kind !== 'field' || member.name.startsWith('_')) continue
    const isText = holdsText(act, module, owner, member) && !isCleanedField(act.engine.program, member.name)
    const at = { start: member.start, end: member.start + 1 }
    entries.set(member.name, isText ? { ...NOTHING, taints: sourceTaints(act, STORED_ROWS, member.name, at) } : NOTHING)
  }
  const made = makeObject(act, owner, 'row', { shape: 'instance', entries, rest: null, length: -1, isExact: false, base: null })
  return { ...made, hint: { kind: 'instance', module, class: owner, environment: act.engine.environments.get(module) ?? null } }
}

function holdsText({ engine }: Activation, module: Module, owner: IrClass, member: ClassMember): boolean {
  const line = textOf(module).slice(member.start).split('\n', 1)[0] ?? ''
  if (/\bchoices\s*=/.test(line)) return false
  const denoted = member.slot < 0 ? null : engine.denoter.denote({ module, function: functionAt(module, owner.body) }, member.slot)
  if (denoted?.kind === 'library' && TEXT_FIELD.test(denoted.name)) return true
  return MAPPED_TEXT.test(line) || (/\b(?:mapped_column|Column)\(/.test(line) && TEXT_COLUMN.test(line))
}
