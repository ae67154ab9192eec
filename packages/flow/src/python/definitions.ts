import type { ClassMember, FunctionIndex, Parameter, Slot, TypeReference } from '../ir/ir.ts'
import { emitCall } from './calls.ts'
import type { LowerExpression, Lowering, LowerStatement, OpenClass } from './lowering.ts'
import { parameterName } from './scopes.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'
import { assignTo } from './targets.ts'
import { typeReference } from './types.ts'

interface Decorator {
  readonly node: number
  readonly slot: Slot
  /** The dotted name, without the arguments. */
  readonly name: string
}

const NO_DECORATORS: readonly Decorator[] = []

const lowerDecorated: LowerStatement = (lowering, node) => {
  const { kinds, next } = lowering.table
  const decorators: Decorator[] = []
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (kinds[child] !== KIND.decorator) continue
    const expression = lowering.operands(child)[0] ?? -1
    const callee = lowering.kind(expression) === KIND.call ? lowering.field(expression, FIELD.function) : expression
    decorators.push({ node: child, slot: lowering.value(expression), name: lowering.nameOf(callee) })
  }
  const definition = lowering.field(node, FIELD.definition)
  if (lowering.kind(definition) === KIND.class_definition) defineClass(lowering, definition, decorators)
  else if (definition >= 0) defineFunction(lowering, definition, decorators)
}

/** The decorators are called from the innermost outwards, each with what the one below gave. */
function decorate(lowering: Lowering, value: Slot, decorators: readonly Decorator[]): Slot {
  let decorated = value
  for (const { node, slot } of decorators.toReversed()) {
    decorated = emitCall(lowering, node, { callee: slot, args: [{ kind: 'positional', value: decorated }], isDecorator: true })
  }
  return decorated
}

function defineFunction(lowering: Lowering, node: number, decorators: readonly Decorator[]): void {
  const nameNode = lowering.field(node, FIELD.name)
  const index = lowering.lowered.get(node) ?? lowerFunction(lowering, node, decorators)
  lowering.lowered.set(node, index)
  const value = decorate(lowering, emitFunction(lowering, node, index), decorators)
  lowering.store(nameNode, lowering.nameOf(nameNode), value)
}

function emitFunction(lowering: Lowering, node: number, index: FunctionIndex): Slot {
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'function', dst, function: index, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

const STATIC_BY_NAME = new Set(['__new__', '__init_subclass__', '__class_getitem__'])

function lowerFunction(lowering: Lowering, node: number, decorators: readonly Decorator[]): FunctionIndex {
  const name = lowering.nameOf(lowering.field(node, FIELD.name))
  const owner = lowering.scope.kind === 'class' ? lowering.openClass : null
  const isStaticMethod = decorators.some((decorator) => decorator.name === 'staticmethod')
  const isStatic =
    isStaticMethod || (owner !== null && (STATIC_BY_NAME.has(name) || decorators.some((decorator) => decorator.name === 'classmethod')))
  const written = writtenParameters(lowering, lowering.field(node, FIELD.parameters))
  const returnType = typeReference(lowering, lowering.field(node, FIELD.return_type))
  const parent = lowering.build
  const build = lowering.newFunction({
    name: lowering.path + name,
    kind: owner === null ? 'function' : 'method',
    parent: parent.index,
    ownerClass: owner?.index ?? -1,
    isAsync: lowering.childOfKind(node, KIND['"async"']) >= 0,
    start: lowering.start(node),
    end: lowering.end(node),
  })
  build.decorators = decorators.map(({ slot }) => slot)
  build.returnType = returnType
  build.isStatic = isStatic
  lowering.inFunction(node, build, `${lowering.path}${name}.`, () => {
    bindParameters(lowering, written, parent.index)
    if (owner !== null && !isStaticMethod) build.selfSlot = build.parameters[0]?.slot ?? -1
    lowering.body(node, FIELD.body)
  })
  owner?.members.push(methodMember(lowering, node, name, build.index, decorators, isStatic))
  return build.index
}

function methodMember(
  lowering: Lowering,
  node: number,
  name: string,
  index: FunctionIndex,
  decorators: readonly Decorator[],
  isStatic: boolean,
): ClassMember {
  const names = decorators.map((decorator) => decorator.name)
  const kind = names.some((text) => text.endsWith('.setter'))
    ? 'setter'
    : names.some((text) => /(?:^|\.)(?:\w*property|getter)$/u.test(text))
      ? 'getter'
      : 'method'
  return {
    name,
    kind,
    isStatic,
    function: index,
    slot: -1,
    type: null,
    decorators: decorators.map(({ slot }) => slot),
    start: lowering.start(node),
  }
}

const lowerLambda: LowerExpression = (lowering, node) => {
  const cached = lowering.lowered.get(node)
  if (cached !== undefined) return emitFunction(lowering, node, cached)
  const written = writtenParameters(lowering, lowering.field(node, FIELD.parameters))
  const parent = lowering.build
  const start = lowering.start(node)
  const end = lowering.end(node)
  const name = `${lowering.path}<lambda>`
  const build = lowering.newFunction({ name, kind: 'lambda', parent: parent.index, ownerClass: -1, isAsync: false, start, end })
  lowering.inFunction(node, build, `${name}.`, () => {
    bindParameters(lowering, written, parent.index)
    const src = lowering.value(lowering.field(node, FIELD.body))
    build.terminate({ op: 'return', src, start, end })
  })
  lowering.lowered.set(node, build.index)
  return emitFunction(lowering, node, build.index)
}

/** A parameter as written, with what is evaluated outside the function: its default and its type. */
interface WrittenParameter {
  readonly node: number
  readonly name: string
  readonly kind: Parameter['kind']
  readonly defaultSlot: Slot
  readonly type: TypeReference | null
}

function writtenParameters(lowering: Lowering, parameters: number): WrittenParameter[] {
  if (parameters < 0) return []
  const { kinds, next } = lowering.table
  const written: WrittenParameter[] = []
  let positional: Parameter['kind'] = 'positional'
  const end = next[parameters] as number
  for (let node = parameters + 1; node < end; node = next[node] as number) {
    const kind = kinds[node] as number
    const nameNode = kind === KIND.tuple_pattern ? node : parameterName(lowering.table, node)
    if (kind === KIND.keyword_separator) positional = 'named-only'
    if (nameNode < 0 || kind === KIND.ERROR) continue
    const splat = kind === KIND.typed_parameter ? kinds[node + 1] : kind
    const isRest = splat === KIND.list_splat_pattern
    const value = lowering.field(node, FIELD.value)
    written.push({
      node,
      name: kind === KIND.tuple_pattern ? '<tuple>' : lowering.nameOf(nameNode),
      kind: isRest ? 'rest' : splat === KIND.dictionary_splat_pattern ? 'rest-named' : positional,
      defaultSlot: value < 0 ? -1 : lowering.value(value),
      type: typeReference(lowering, lowering.field(node, FIELD.type)),
    })
    if (isRest) positional = 'named-only'
  }
  return written
}

function bindParameters(lowering: Lowering, written: readonly WrittenParameter[], parent: FunctionIndex): void {
  const { build } = lowering
  for (const { name, kind, defaultSlot, type } of written) {
    const known = lowering.ownSlot(name)
    const slot = known >= 0 ? known : build.variable(name)
    build.parameters.push({
      name,
      slot,
      kind,
      defaultValue: defaultSlot < 0 ? null : { function: parent, slot: defaultSlot },
      type,
      decorators: [],
    })
  }
  for (const [index, { node, name }] of written.entries()) {
    // Python 2: `def f(a, (b, c))`.
    if (name === '<tuple>') assignTo(lowering, node, build.parameters[index]?.slot ?? -1)
  }
}

function defineClass(lowering: Lowering, node: number, decorators: readonly Decorator[]): void {
  const nameNode = lowering.field(node, FIELD.name)
  const index = lowering.lowered.get(node) ?? lowerClass(lowering, node, decorators)
  lowering.lowered.set(node, index)
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'class', dst, class: index, start: lowering.start(node), end: lowering.end(node) })
  lowering.store(nameNode, lowering.nameOf(nameNode), decorate(lowering, dst, decorators))
}

function lowerClass(lowering: Lowering, node: number, decorators: readonly Decorator[]): number {
  const name = lowering.nameOf(lowering.field(node, FIELD.name))
  const bases = lowerBases(lowering, lowering.field(node, FIELD.superclasses))
  const parent = lowering.build.index
  const open: OpenClass = { index: lowering.newClass(), members: [] }
  const start = lowering.start(node)
  const end = lowering.end(node)
  const build = lowering.newFunction({ name: lowering.path + name, kind: 'class-body', parent, ownerClass: -1, isAsync: false, start, end })
  lowering.inFunction(node, build, `${lowering.path}${name}.`, () => lowering.body(node, FIELD.body), open)
  lowering.classes[open.index] = {
    index: open.index,
    name,
    parent,
    bases,
    decorators: decorators.map(({ slot }) => slot),
    body: build.index,
    members: open.members,
    start,
    end,
  }
  return open.index
}

/** Base classes are the positional ones; `metaclass=M` and the like are evaluated, no more. */
function lowerBases(lowering: Lowering, node: number): Slot[] {
  if (node < 0) return []
  const bases: Slot[] = []
  const { next } = lowering.table
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    const kind = lowering.kind(child)
    if (kind === KIND.keyword_argument) lowering.value(lowering.field(child, FIELD.value))
    else if (kind === KIND.list_splat || kind === KIND.dictionary_splat || kind === KIND.ERROR) lowering.value(child)
    else if (lowering.tables.expressions[kind] !== undefined) bases.push(lowering.value(child))
  }
  return bases
}

export const DEFINITION_STATEMENTS: ByKind<LowerStatement> = {
  decorated_definition: lowerDecorated,
  function_definition: (lowering, node) => defineFunction(lowering, node, NO_DECORATORS),
  class_definition: (lowering, node) => defineClass(lowering, node, NO_DECORATORS),
}

export const DEFINITION_EXPRESSIONS: ByKind<LowerExpression> = { lambda: lowerLambda }
