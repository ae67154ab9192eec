import type { IrClass, Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { FunctionHint } from './call-function.ts'
import { dictObject, makeObject } from './containers.ts'
import { getMember } from './members.ts'
import { type Range, textOf } from './place.ts'
import { noteRecord } from './stored-columns.ts'
import { isTextField, submittedField, validatedData } from './validated-data.ts'
import { type Hint, NOTHING, type Value } from './value.ts'

/** What a view of Django gets once its form is checked: the form, or the serializer. */
const GETS_FORM = /(?:^|\.)(?:form_valid|perform_create|perform_update)$/

/** The form that a view names, as the framework passes it; null for methods that get the request. */
export function checkedForm(act: Activation, { module, function: method }: FunctionHint): Value | null {
  const owner = module.classes[method.ownerClass]
  if (owner === undefined || !GETS_FORM.test(method.name)) return null
  const isForm = method.name.endsWith('form_valid')
  const named = act.engine.denoter.member({ kind: 'class', module, class: owner }, isForm ? 'form_class' : 'serializer_class')
  if (named.kind !== 'class')
    return {
      ...NOTHING,
      hint: {
        kind: 'library',
        name: isForm ? 'django.forms.ModelForm()' : 'rest_framework.serializers.ModelSerializer()',
        origin: null,
        details: null,
      },
    }
  const environment = act.engine.environments.get(named.module) ?? null
  return {
    ...NOTHING,
    number: act.engine.numbers.fresh(),
    hint: { kind: 'instance', module: named.module, class: named.class, environment },
  }
}

/** `form.save(commit=False)`, `serializer.save()`: the row, with what was submitted in its fields. */
export function savedRow(act: Activation, use: CallUse): Value | undefined {
  const { receiver } = use
  const row = receiver?.hint?.kind === 'instance' ? rowOfForm(act, receiver.hint, receiver, use.instruction) : null
  if (row?.hint?.kind === 'instance') noteRecord(act, row.hint.module, row.hint.class, row, use.instruction)
  return row ?? undefined
}

const WRITES_ROWS = /(?:Create|Update|UpdateOrCreate|RetrieveUpdate\w*|ListCreate)(?:API)?(?:View|ModelMixin)$|\.ModelViewSet$/
const OWN_WRITE = /^(?:create|update|perform_create|perform_update|form_valid|post|put|patch)$/

/** What a generic view writes by itself, of the form or the serializer that it names. */
export function noteGenericWrites(act: Activation, module: Module, owner: IrClass, framework: readonly string[]): void {
  if (
    !framework.some((name) => WRITES_ROWS.test(name)) ||
    owner.members.some(({ name, kind }) => kind === 'method' && OWN_WRITE.test(name))
  )
    return
  for (const field of ['serializer_class', 'form_class']) {
    const form = act.engine.denoter.member({ kind: 'class', module, class: owner }, field)
    if (form.kind !== 'class') continue
    const environment = act.engine.environments.get(form.module) ?? null
    const hint = { kind: 'instance' as const, module: form.module, class: form.class, environment }
    const at = { start: owner.start, end: owner.start + 1 }
    const row = rowOfForm(act, hint, { ...NOTHING, hint, number: act.engine.numbers.fresh() }, at)
    if (row?.hint?.kind === 'instance') noteRecord(act, row.hint.module, row.hint.class, row, at)
  }
}

/** The row behind a form whose class says which model it is of; null for other forms. */
export function rowOfForm(act: Activation, hint: Hint & { kind: 'instance' }, receiver: Value, at: Range): Value | null {
  const { denoter } = act.engine
  const inner = hint.module.classes.find(({ parent, name }) => parent === hint.class.body && /(?:^|\.)Meta$/.test(name))
  if (inner === undefined) return null
  const meta = { kind: 'class' as const, module: hint.module, class: inner }
  const model = denoter.member(meta, 'model')
  if (model.kind !== 'class') return null
  const entries = new Map<string, Value>()
  const declared = validatedData(act, hint, receiver, 'cleaned_data', at)
  const readOnly = readOnlyFields(act, meta, hint)
  for (const name of namedFields(act, meta, model)) {
    if (readOnly.has(name)) continue
    const isDeclared = hint.class.members.some((member) => member.kind === 'field' && member.name === name)
    if (isDeclared && declared !== null) entries.set(name, getMember(act, declared, name, at))
    else if (isTextField(denoter.member(model, name))) entries.set(name, submittedField(act, hint, receiver, name, at))
  }
  const row = makeObject(act, at, 'row', { ...dictObject(entries, null), shape: 'instance', isExact: false })
  const environment = act.engine.environments.get(model.module) ?? null
  return { ...row, hint: { kind: 'instance', module: model.module, class: model.class, environment } }
}

const READ_ONLY = /^[^\n]*\([^)]*\bread_only\s*=\s*True/

/** The fields of a serializer that no request sets. */
function readOnlyFields(
  act: Activation,
  meta: { readonly kind: 'class'; readonly module: Module; readonly class: IrClass },
  { module, class: owner }: Hint & { kind: 'instance' },
): ReadonlySet<string> {
  const listed = act.engine.denoter.member(meta, 'read_only_fields')
  const items = listed.kind === 'list' ? listed.items : []
  const text = textOf(module)
  return new Set([
    ...items.flatMap((item) => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : [])),
    ...owner.members.flatMap(({ name, kind, start }) =>
      kind === 'field' && READ_ONLY.test(text.slice(start, start + LONGEST_FIELD)) ? [name] : [],
    ),
  ])
}

const LONGEST_FIELD = 300

/** The fields that `Meta` names, or all that the model declares. */
function namedFields(
  act: Activation,
  meta: { readonly kind: 'class'; readonly module: Module; readonly class: IrClass },
  model: { readonly class: IrClass },
): readonly string[] {
  const fields = act.engine.denoter.member(meta, 'fields')
  if (fields.kind === 'list')
    return fields.items.flatMap((item) => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : []))
  return model.class.members.flatMap(({ kind, name }) => (kind === 'field' ? [name] : []))
}
