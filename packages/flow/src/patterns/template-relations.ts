import type { Scope } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { classField, memberFunctions, viewBases } from '../routes/class-views.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { isServed, type Reader, type SeenCall, stringAt } from '../routes/reader.ts'
import { type LoopRead, readLoops } from '../templates/read-loops.ts'
import type { Template } from '../templates/template-library.ts'
import type { PatternContext } from './context.ts'
import { queryText } from './relation-loops.ts'
import { type Relation, relationsOf } from './relations.ts'
import { isFetched, viewText } from './serializer-queries.ts'

const RENDERS = /(?:^|\.)(?:render|render_to_string|render_to_response|render_template|TemplateResponse|SimpleTemplateResponse)(?:\(\))?$/
/** What asks a store for rows: a manager of Django, a query of SQLAlchemy, rows behind a relation. */
const QUERY = /\.objects\b|\.query\b|\bselect\(|\.(?:all|filter|order_by|exclude)\(/
const LISTS = /^django\.views\.generic\.(?:list\.|dates\.)?(?:ListView|ArchiveIndexView)$/
const ASKS_MANY = /^(?:all|count|exists|first|last)$/
const KEY_ONLY = /^(?:pk|id)$/

/** How a list got into a template: the source that asked for it. */
interface Giving {
  readonly template: Template
  readonly name: string
  readonly text: string
}

/** One query for each row, hidden behind an attribute in a template: `{{ post.author.name }}` in a loop over what a view asked for. */
export function templateRelations(context: PatternContext): void {
  const { reader } = context
  if (reader.program.templates.all.length === 0) return
  const relations = relationsOf(reader)
  if (relations.size === 0) return
  for (const giving of [...givenByCalls(reader), ...givenByViews(reader)]) {
    const { module, function: owner, text } = giving.template
    for (const { list, reads } of readLoops(text)) {
      if (list !== giving.name) continue
      for (const read of reads) {
        const relation = relationAsked(read, relations)
        if (relation === null || isFetched(reader, giving, relation)) continue
        context.emit({ module, function: owner }, read.start, read.end, {
          kind: 'n-plus-one',
          cwe: 1049,
          message: `${relation} is asked for with a query of its own for each row that the template goes through`,
          details: { of: relation },
          confidence: 'medium',
        })
      }
    }
  }
}

/** The relation behind which the database is asked again; null when what is read stands in the row. */
function relationAsked({ keys: [first = '', second], isWritten }: LoopRead, relations: ReadonlyMap<string, Relation>): string | null {
  const relation = relations.get(first)
  if (relation === undefined) return null
  if (second === undefined) return isWritten && !relation.isMany ? first : null
  return (relation.isMany ? ASKS_MANY.test(second) : !KEY_ONLY.test(second)) ? first : null
}

/** `render(request, 'list.html', {'posts': Post.objects.all()})`, `render_template('list.html', posts=Post.query.all())`. */
function givenByCalls(reader: Reader): readonly Giving[] {
  return reader.calls.flatMap((call) => {
    if (call.module.language !== 'python' || !RENDERS.test(call.name) || !isServed(reader, call.module.file)) return []
    const template = templateOf(reader, call)
    if (template === null) return []
    return valuesOf(call).flatMap(({ name, value, scope }) => {
      const text = queryText(reader, scope, value)
      return QUERY.test(text) && !isPlainRows(text) ? [{ template, name, text }] : []
    })
  })
}

/** `execute(text('SELECT ... FROM ...')).all()`: what the statement names stands in the row, whatever it is called. */
const isPlainRows = (text: string): boolean =>
  /["']\s*SELECT\b[\s\S]*\bFROM\b/i.test(text) && !/\.objects\b|\.query\b|\bselect\(/.test(text)

function templateOf(reader: Reader, call: SeenCall): Template | null {
  for (const { kind, value } of call.call.args.slice(0, 3)) {
    const name = kind === 'positional' || kind === 'named' ? stringAt(reader, call, value) : null
    const found = name === null ? null : reader.program.templates.find(name, call.module.file)
    if (found !== null) return found
  }
  return null
}

function valuesOf(call: SeenCall): readonly { readonly name: string; readonly value: number; readonly scope: Scope }[] {
  return call.call.args.flatMap((argument) => {
    const entries = dictEntries(call, argument.value).map(({ key, value, scope }) => ({ name: key, value, scope }))
    return argument.kind === 'named' && entries.length === 0 ? [{ name: argument.name, value: argument.value, scope: call }] : entries
  })
}

/** The rows of a list view of Django, under the names that it gives them. */
function givenByViews(reader: Reader): readonly Giving[] {
  return reader.program.modules.flatMap((module) =>
    module.language === 'python' && isServed(reader, module.file)
      ? module.classes.flatMap((owner) => givenByView(reader, module, owner))
      : [],
  )
}

function givenByView(reader: Reader, module: Module, owner: IrClass): readonly Giving[] {
  if (!viewBases(reader, module, owner).some((base) => LISTS.test(base))) return []
  const model = modelName(reader, module, owner)
  const file = textOfField(reader, module, owner, 'template_name') ?? (model === '' ? null : `${model}_list.html`)
  const template = file === null ? null : reader.program.templates.find(file, module.file)
  if (template === null) return []
  // A mixin that narrows the rows may bring what stands behind them along.
  const narrowing = memberFunctions(reader, module, owner, 'get_queryset').map(({ module: at, function: method }) =>
    reader.textOf(at.file).slice(method.start, method.end),
  )
  const text = [viewText(reader, module, owner), ...narrowing].join('\n')
  const own = textOfField(reader, module, owner, 'context_object_name')
  return ['object_list', 'page_obj', ...(own === null ? [] : [own]), ...(model === '' ? [] : [`${model}_list`])].map((name) => ({
    template,
    name,
    text,
  }))
}

function textOfField(reader: Reader, module: Module, owner: IrClass, field: string): string | null {
  const found = classField(reader, module, owner, field)
  return found === null ? null : stringAt(reader, found.scope, found.slot)
}

/** In lower case, as Django uses it; '' when the class does not say. */
function modelName(reader: Reader, module: Module, owner: IrClass): string {
  const found = classField(reader, module, owner, 'model')
  const denoted = found === null ? null : reader.denoter.denote(found.scope, found.slot)
  return denoted?.kind === 'class' ? denoted.class.name.toLowerCase() : ''
}
