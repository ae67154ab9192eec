import type { IrClass, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { dictObject, makeObject } from './containers.ts'
import type { Denotation } from './denotation.ts'
import { rowOfForm } from './form-rows.ts'
import type { Range } from './place.ts'
import { functionAt } from './program.ts'
import { sourceTaints } from './source-taints.ts'
import { type Hint, NOTHING, SOME_NUMBER, type Value } from './value.ts'

const DATA = new Set(['validated_data', 'cleaned_data', 'data'])
const FORM =
  /^(?:rest_framework\.serializers\.\w*Serializer|django\.forms\.(?:Form|ModelForm|BaseForm)|flask_wtf\.(?:Flask)?Form|wtforms\.Form)$/
const NUMBERS =
  /\.(?:Integer|Float|Decimal|Boolean|Date|DateTime|Time|UUID|Duration|NullBoolean|PrimaryKeyRelated|ModelChoice|IPAddress)Field\(\)$/
const CHOICES = /\.(?:Choice|TypedChoice|MultipleChoice|SlugRelated)Field\(\)$/
/** Rows that the form has looked up. */
const ROWS = /\.ModelMultipleChoiceField\(\)$/
const FILES = /\.(?:File|Image)Field\(\)$/
const FIELD: SourceModel = {
  names: ['<validated>'],
  gives: 'request',
  in: 'body',
  what: 'a field that was validated',
  isContainer: false,
  never: ['mass-assignment', 'nosql-injection'],
}

const FILE: SourceModel = { ...FIELD, in: 'file', what: 'a file that was uploaded' }

/** `serializer.validated_data`, `form.cleaned_data`: the fields that the class names, as its own checks let them through; null for others. */
export function validatedData(act: Activation, hint: Hint & { kind: 'instance' }, receiver: Value, key: string, at: Range): Value | null {
  if (key === 'instance' && isForm(act, hint.module, hint.class, 0)) return rowOfForm(act, hint, receiver, at)
  if (!DATA.has(key) || key === 'data' || !isForm(act, hint.module, hint.class, 0)) return null
  const entries = new Map<string, Value>()
  const scope = { module: hint.module, function: functionAt(hint.module, hint.class.body) }
  for (const member of hint.class.members) {
    if (member.kind !== 'field' || member.slot < 0) continue
    const type = libraryField(act, act.engine.denoter.denote(scope, member.slot), 0)
    if (type === null) continue
    if (NUMBERS.test(type.name)) entries.set(member.name, SOME_NUMBER)
    else if (CHOICES.test(type.name)) entries.set(member.name, { ...NOTHING, type: 'string' })
    else if (ROWS.test(type.name)) entries.set(member.name, NOTHING)
    else if (FILES.test(type.name)) entries.set(member.name, { ...NOTHING, taints: sourceTaints(act, FILE, member.name, at) })
    else if (/Field\(\)$/.test(type.name)) entries.set(member.name, submittedField(act, hint, receiver, member.name, at))
  }
  return entries.size === 0 ? null : makeObject(act, at, 'validated', dictObject(entries, null))
}

/** The field of a library that a field is, or that its class in the tree is made of: `class SizedFile(forms.FileField)`. */
function libraryField(act: Activation, type: Denotation, depth: number): { readonly name: string } | null {
  if (type.kind === 'library') return depth === 0 ? type : { name: `${type.name}()` }
  if ((type.kind !== 'instance' && type.kind !== 'class') || depth > 4 || (depth === 0 && type.kind === 'class')) return null
  for (const base of act.engine.denoter.bases(type.module, type.class)) {
    const found = libraryField(act, base, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** Whether a field of a model holds text that somebody writes. */
export const isTextField = (type: Denotation): boolean =>
  type.kind === 'library' && /\.(?:Char|Text|URL|Email|Slug|JSON|FilePath)Field\(\)$/.test(type.name)

/** Through `validate_name(value)` or `clean_name(self)`, where the class has it. */
export function submittedField(act: Activation, hint: Hint & { kind: 'instance' }, receiver: Value, name: string, at: Range): Value {
  const number = act.engine.numbers.member(receiver.number, `validated:${name}`)
  const value: Value = { ...NOTHING, number, taints: sourceTaints(act, FIELD, name, at) }
  const method = hint.class.members.find(
    (member) => member.kind === 'method' && (member.name === `validate_${name}` || member.name === `clean_${name}`),
  )
  // The check of a form reads the field itself.
  if (method === undefined || functionAt(hint.module, method.function) === act.frame.function) return value
  const call = {
    kind: 'function' as const,
    module: hint.module,
    function: functionAt(hint.module, method.function),
    environment: hint.environment,
    receiver,
    bound: [],
  }
  const positional = method.name.startsWith('validate_') ? [value] : []
  const result = callFunction(act, call, { ...NO_ARGUMENTS, positional }, at)
  const fact = act.state.facts.get(number)
  if (result === null) return NOTHING
  return fact === undefined
    ? result
    : { ...result, taints: result.taints.map((taint) => ({ ...taint, cleared: taint.cleared | fact.cleared })) }
}

function isForm(act: Activation, module: Module, owner: IrClass, depth: number): boolean {
  return (
    depth < 6 &&
    act.engine.denoter
      .bases(module, owner)
      .some((base) =>
        base.kind === 'library' ? FORM.test(base.name) : base.kind === 'class' && isForm(act, base.module, base.class, depth + 1),
      )
  )
}
