import { functionAt, type Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { classField, memberFunction, viewBases } from '../routes/class-views.ts'
import { pythonModules } from '../routes/python-routers.ts'
import { isConstant, namedArgument, nameOf, type Reader, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { asks, FETCHED, type Relation, relationNamed, relationsOf } from './relations.ts'
import { readField } from './resolver-queries.ts'

const SERIALIZER = /^rest_framework\.serializers\.\w*Serializer$/
const LISTS = /^rest_framework\.(?:generics\.List\w*APIView|mixins\.ListModelMixin|viewsets\.(?:ReadOnly)?ModelViewSet)$/
const REPRESENTS =
  /^rest_framework\.serializers\.(?:StringRelatedField|SlugRelatedField|HyperlinkedRelatedField|PrimaryKeyRelatedField)\(\)$/
/** Narrowing rows that were fetched along asks once more. */
const ASKS_ANEW = /^(?:filter|exclude|order_by|aggregate|values|values_list|get|latest|earliest|annotate|distinct)$/

interface Shown {
  readonly module: Module
  readonly owner: IrClass
  /** The source of the views that answer lists of it, with that of the rows' own managers. */
  readonly text: string
}

/** Fields of a serializer that ask the database for each object of a list: methods, nested serializers, attributes of another row. */
export function serializerQueries(context: PatternContext): void {
  const { reader } = context
  const modules = pythonModules(reader)
  if (!modules.some(({ imports }) => imports.some(({ from }) => from.startsWith('rest_framework')))) return
  const relations = relationsOf(reader)
  for (const shown of shownInLists(reader, modules)) {
    for (const member of shown.owner.members) {
      if (member.function >= 0 && member.name.startsWith('get_'))
        readMethod(context, shown, functionAt(shown.module, member.function), relations)
      else if (member.kind === 'field' && member.slot >= 0) readDeclared(context, shown, member, relations)
    }
  }
}

/** Serializers that a view with a list names, or that are called with `many=True`. */
function shownInLists(reader: Reader, modules: readonly Module[]): readonly Shown[] {
  const found: Shown[] = []
  for (const module of modules) {
    for (const owner of module.classes) {
      if (!viewBases(reader, module, owner).some((name) => LISTS.test(name))) continue
      const field = classField(reader, module, owner, 'serializer_class')
      const denoted = field === null ? null : reader.denoter.denote(field.scope, field.slot)
      if (denoted?.kind !== 'class') continue
      found.push({ module: denoted.module, owner: denoted.class, text: viewText(reader, module, owner) })
    }
  }
  for (const call of reader.calls) {
    if (call.callee.kind !== 'class' || !isConstant(reader.denoter.argument(call, call.call, -1, 'many'), true)) continue
    // Within a serializer it is a field, which is looked at where that one is shown.
    if (call.module.classes.some(({ body }) => functionAt(call.module, body) === call.function) || call.module.language !== 'python')
      continue
    const around = reader.textOf(call.module.file).slice(call.function.start, call.function.end)
    found.push({ module: call.callee.module, owner: call.callee.class, text: around })
  }
  return found.filter(({ module, owner }) => viewBases(reader, module, owner).some((name) => SERIALIZER.test(name)))
}

/** The source of a view and of its bases, and of the functions that make its query set. */
export function viewText(reader: Reader, module: Module, owner: IrClass, depth = 0): string {
  const own = reader.textOf(module.file).slice(owner.start, owner.end)
  const scoped = memberFunction(reader, module, owner, 'get_queryset')
  const called = (scoped === null ? [] : reader.callsIn(scoped.function)).map(({ callee }) =>
    callee.kind === 'function' ? reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end) : '',
  )
  const bases =
    depth > 4
      ? []
      : reader.denoter
          .bases(module, owner)
          .map((base) => (base.kind === 'class' ? viewText(reader, base.module, base.class, depth + 1) : ''))
  return [own, ...called, ...bases].join('\n')
}

/** Whether the views bring the rows behind a relation along; a manager that does it for all counts too. */
export function isFetched(reader: Reader, { text }: Pick<Shown, 'text'>, name: string): boolean {
  if (new RegExp(`(?:related|Prefetch|prefetch|annotate|load\\w*)\\([^;]*["']${name}(?:__\\w+)*["']`).test(text)) return true
  if (/select_related\(\s*\)/.test(text)) return true
  return reader.program.modules.some(({ file, classes, language }) => {
    if (language !== 'python' || !classes.some(({ name: each }) => /(?:Manager|QuerySet)$/.test(each))) return false
    return FETCHED.test(reader.textOf(file))
  })
}

/** `get_concerts(self, venue)` that counts `venue.concert_set`, or asks for `Concert.objects.filter(venue=venue)`. */
function readMethod(
  context: PatternContext,
  shown: Shown,
  fn: ReturnType<typeof functionAt>,
  relations: ReadonlyMap<string, Relation>,
): void {
  const scope: Scope = { module: shown.module, function: fn }
  const object: Slot | undefined = fn.parameters.find(({ slot }) => slot !== fn.selfSlot)?.slot
  if (object === undefined) return
  readField(context, scope, object)
  const instructions = fn.blocks.flatMap((block) => block.instructions)
  for (const one of instructions) {
    if (one.op !== 'get' || one.object !== object) continue
    const relation = relationNamed(relations, instructions, one)
    if (relation === undefined || !asks(context.reader, scope, instructions, one, relation)) continue
    const isNarrowed = instructions.some((other) => other.op === 'call' && other.receiver === one.dst && ASKS_ANEW.test(other.method))
    if (!isNarrowed && isFetched(context.reader, shown, one.key)) continue
    report(context, scope, one.start, one.end, one.key)
  }
}

/** `lines = LineSerializer(many=True)`, `customer = serializers.CharField(source="customer.name")`. */
function readDeclared(
  context: PatternContext,
  shown: Shown,
  member: IrClass['members'][number],
  relations: ReadonlyMap<string, Relation>,
): void {
  const { reader } = context
  const body = { module: shown.module, function: functionAt(shown.module, shown.owner.body) }
  const denoted = reader.denoter.denote(body, member.slot)
  const origin = denoted.kind === 'instance' || denoted.kind === 'library' ? denoted.origin : null
  if (origin === null) return
  const source = stringAt(reader, origin, namedArgument(origin.call.args, 'source'))
  const isNested = denoted.kind === 'instance' && viewBases(reader, denoted.module, denoted.class).some((name) => SERIALIZER.test(name))
  const isMany = isConstant(reader.denoter.argument(origin, origin.call, -1, 'many'), true)
  // The key of a single row stands in the row itself.
  const isRepresented = REPRESENTS.test(nameOf(denoted)) && (isMany || !/PrimaryKey|Hyperlinked/.test(nameOf(denoted)))
  const [first = '', ...rest] = (source ?? member.name).split('.')
  const isKnown = relations.has(first) || (rest.length > 0 && !hasModel(reader, shown))
  if (!isKnown || !(isNested || isRepresented || (rest.length > 0 && !/^(?:pk|id)$/.test(rest[0] ?? '')))) return
  if (isConstant(reader.denoter.argument(origin, origin.call, -1, 'write_only'), true) || isFetched(reader, shown, first)) return
  report(context, body, origin.call.start, origin.call.end, first)
}

/** Whether the model of a serializer is in the tree, so that its relations are known. */
function hasModel(reader: Reader, { module, owner }: Shown): boolean {
  const meta = module.classes.find(({ name, start, end }) => name === 'Meta' && start > owner.start && end <= owner.end)
  const model = meta === undefined ? null : classField(reader, module, meta, 'model')
  return model !== null && reader.denoter.denote(model.scope, model.slot).kind === 'class'
}

function report(context: PatternContext, scope: Scope, start: number, end: number, of: string): void {
  context.emit(scope, start, end, {
    kind: 'n-plus-one',
    cwe: 1049,
    message: `${of} is asked for with a query of its own for each object of a list`,
    details: { of },
    confidence: 'medium',
  })
}
