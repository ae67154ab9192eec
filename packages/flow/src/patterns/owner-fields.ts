import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { classField, viewBases } from '../routes/class-views.ts'
import { callBehind, isConstant, isServed, nameOf, positionalArguments, type Reader, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const FORM = /^(?:django\.forms\.(?:models\.)?ModelForm|rest_framework\.serializers\.(?:Hyperlinked)?ModelSerializer)$/
const LINKS = /^django\.db\.models(?:\.\w+)*\.(?:ForeignKey|OneToOneField)\(\)$/
const USER = /^(?:django\.conf\.settings\.AUTH_USER_MODEL|django\.contrib\.auth\.(?:get_user_model\(\)|models\.User))$/
const ABSTRACT_USER = /^django\.contrib\.auth\.models\.Abstract\w*User$/

/**
 * Forms and serializers of all fields, over rows that belong to an account: whoever sends one says whose row it is, unless the view sets
 * that itself.
 */
export function ownerFields(context: PatternContext): void {
  const { reader } = context
  for (const { fact } of context.routes) {
    if (fact.body === null || !/^(?:POST|PUT|PATCH)$/.test(fact.method) || fact.purpose === 'admin') continue
    if (!fact.guards.some(({ kind }) => kind === 'authentication') || fact.guards.some(({ kind }) => kind === 'role')) continue
    const form = formNamed(reader, fact.body.name)
    const all = form === null ? null : allOf(reader, form)
    if (form === null || all === null) continue
    const owner = ownerOf(reader, all.model)
    if (owner === null || isSetByServer(reader, all.model.class.name, owner) || isFixed(reader, form, owner)) continue
    const scope = { module: form.module, function: functionAt(form.module, all.meta.body) }
    context.emit(scope, all.start, all.start + 1, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message: `${form.class.name} lets the body set ${owner} of ${all.model.class.name}, and every other field`,
      details: { field: owner },
      confidence: 'medium',
    })
  }
}

interface Placed {
  readonly module: Module
  readonly class: IrClass
}

function formNamed(reader: Reader, name: string): Placed | null {
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    const found = module.classes.find((one) => one.name === name)
    if (found !== undefined && viewBases(reader, module, found).some((base) => FORM.test(base))) return { module, class: found }
  }
  return null
}

/** The model whose fields are all taken: `fields = '__all__'`. */
function allOf(
  reader: Reader,
  { module, class: owner }: Placed,
): { readonly model: Placed; readonly meta: IrClass; readonly start: number } | null {
  const meta = module.classes.find((inner) => inner.parent === owner.body && /(?:^|\.)Meta$/.test(inner.name))
  const fields = meta === undefined ? null : classField(reader, module, meta, 'fields')
  const model = meta === undefined ? null : classField(reader, module, meta, 'model')
  if (meta === undefined || fields === null || model === null) return null
  const denoted = reader.denoter.denote(model.scope, model.slot)
  if (denoted.kind !== 'class' || !isConstant(reader.denoter.denote(fields.scope, fields.slot), '__all__')) return null
  const start = meta.members.find(({ name }) => name === 'fields')?.start ?? meta.start
  return { model: { module: denoted.module, class: denoted.class }, meta, start }
}

/** The field of a model that says whose a row is. */
export function ownerOf(reader: Reader, { module, class: owner }: Placed): string | null {
  const body = { module, function: functionAt(module, owner.body) }
  for (const member of owner.members) {
    const call = member.kind === 'field' && member.slot >= 0 ? callBehind(reader, body, member.slot) : null
    const [target = -1] = call === null ? [] : positionalArguments(call.call)
    if (call === null || target < 0 || !LINKS.test(`${call.name}()`)) continue
    const denoted = reader.denoter.denote(call, target)
    const isAccount =
      USER.test(nameOf(denoted)) ||
      stringAt(reader, call, target) === 'auth.User' ||
      (denoted.kind === 'class' && viewBases(reader, denoted.module, denoted.class).some((base) => ABSTRACT_USER.test(base)))
    if (isAccount) return member.name
  }
  return null
}

/** `form.instance.owner = request.user`, `serializer.save(owner=self.request.user)`, `Order(owner=request.user)`; a filter sets nothing. */
function isSetByServer(reader: Reader, model: string, field: string): boolean {
  const sets = new RegExp(
    `\\.${field}\\b[^\\n=()]*=(?!=)[^\\n]*\\buser\\b|\\b(?:save|create|${model})\\([^\\n]*\\b${field}\\s*=\\s*[^\\n=]*\\buser\\b`,
  )
  return reader.program.modules.some(
    ({ language, file }) => language === 'python' && isServed(reader, file) && sets.test(reader.textOf(file)),
  )
}

/** Declared as read only, hidden, or left out by the form itself. */
function isFixed(reader: Reader, { module, class: owner }: Placed, field: string): boolean {
  const text = reader.textOf(module.file).slice(owner.start, owner.end)
  return new RegExp(
    `read_only_fields[^\\n]*["']${field}["']|\\b${field}\\b[^\\n]*(?:read_only|HiddenField|disabled)|(?:pop|del)\\b[^\\n]*["']${field}["']`,
  ).test(text)
}
