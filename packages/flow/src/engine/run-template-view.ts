import type { IrClass, Module } from '../ir/ir.ts'
import type { Template } from '../templates/template-library.ts'
import { Activation } from './activation.ts'
import { callWithExits, NO_ARGUMENTS } from './call-function.ts'
import type { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { STORED_ROWS } from './library-call.ts'
import { getMember } from './members.ts'
import { functionAt } from './program.ts'
import { methodHint } from './roots.ts'
import { sourceTaints } from './source-taints.ts'
import { isGiven, renderWith } from './special/template-files.ts'
import { NOTHING, type Value } from './value.ts'

/** Views of Django that give rows of their model to a template, and how the name of that template ends by default. */
const ROW_VIEWS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:ListView|ArchiveIndexView|YearArchiveView|MonthArchiveView|DayArchiveView|TodayArchiveView)$/, '_list'],
  [/\.(?:DetailView|DateDetailView)$/, '_detail'],
  [/\.UpdateView$/, '_form'],
  [/\.DeleteView$/, '_confirm_delete'],
]

/** A view class of Django that names its template: `get_context_data`, and the rows of its model, are what the template gets. */
export function runTemplateView(engine: Engine, module: Module, owner: IrClass): void {
  if (engine.program.templates.all.length === 0) return
  const bases = libraryBases(engine, module, owner, 0)
  const suffix = ROW_VIEWS.find(([pattern]) => bases.some((base) => pattern.test(base)))?.[1] ?? null
  const model = suffix === null ? '' : modelName(engine, module, owner)
  const template = templateOfView(engine, module, owner, suffix, model)
  if (template === null) return
  const body = functionAt(module, 0)
  const act = new Activation(engine, engine.frame(module, body), functionInfo(body), null)
  const contexts = contextsOf(act, module, owner)
  const names = suffix === null ? NO_NAMES : rowNames(engine, module, owner, model)
  const given = (name: string): Value | null => {
    for (const context of contexts) {
      const value = getMember(act, context, name, owner)
      if (isGiven(value)) return value
    }
    return names.has(name) ? { ...NOTHING, taints: sourceTaints(act, STORED_ROWS, null, owner) } : null
  }
  renderWith(act, template, given, owner)
}

const NO_NAMES: ReadonlySet<string> = new Set()

function templateOfView(engine: Engine, module: Module, owner: IrClass, suffix: string | null, model: string): Template | null {
  const name = textOfField(engine, module, owner, 'template_name')
  if (name !== null) return engine.program.templates.find(name, module.file)
  return suffix === null || model === '' ? null : engine.program.templates.find(`${model}${suffix}.html`, module.file)
}

function contextsOf(act: Activation, module: Module, owner: IrClass): readonly Value[] {
  const { engine } = act
  const found = engine.denoter.member({ kind: 'class', module, class: owner }, 'get_context_data')
  if (found.kind !== 'function') return []
  const receiver: Value = {
    ...NOTHING,
    hint: { kind: 'instance', module, class: owner, environment: engine.environments.get(module) ?? null },
  }
  const method = { ...methodHint(engine, found.module, found.function), receiver }
  return callWithExits(act, method, { ...NO_ARGUMENTS, isOpen: true }, found.function).map(({ value }) => value)
}

/** The names under which the generic views pass rows on. */
function rowNames(engine: Engine, module: Module, owner: IrClass, model: string): ReadonlySet<string> {
  const own = textOfField(engine, module, owner, 'context_object_name')
  return new Set(['object', 'object_list', 'page_obj', ...(own === null ? [] : [own]), ...(model === '' ? [] : [model, `${model}_list`])])
}

/** In lower case, as Django uses it; '' when the class does not say. */
function modelName(engine: Engine, module: Module, owner: IrClass): string {
  const model = engine.denoter.member({ kind: 'class', module, class: owner }, 'model')
  const name = model.kind === 'class' ? model.class.name : model.kind === 'library' ? model.name : ''
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}

function textOfField(engine: Engine, module: Module, owner: IrClass, field: string): string | null {
  const found = engine.denoter.member({ kind: 'class', module, class: owner }, field)
  return found.kind === 'constant' && typeof found.value === 'string' ? found.value : null
}

const DEEPEST_BASE = 6

function libraryBases(engine: Engine, module: Module, owner: IrClass, depth: number): readonly string[] {
  if (depth > DEEPEST_BASE) return []
  return engine.denoter.bases(module, owner).flatMap((base) => {
    if (base.kind === 'class') return libraryBases(engine, base.module, base.class, depth + 1)
    return base.kind === 'library' ? [base.name] : []
  })
}
