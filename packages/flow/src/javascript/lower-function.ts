import type {
  ArrowFunctionExpression,
  BindingPattern,
  Decorator,
  Expression,
  Function as FunctionNode,
  ParamPattern,
  Statement,
  TSTypeAnnotation,
} from 'oxc-parser'
import type { FunctionBuilder } from '../ir/builder.ts'
import type { FunctionIndex, FunctionKind, Slot } from '../ir/ir.ts'
import { forEachName, forEachVar } from './hoisting.ts'
import { constant, lowerExpression } from './lower-expression.ts'
import { assignPattern, fillDefault } from './lower-pattern.ts'
import { enterBlock, lowerStatements } from './lower-statement.ts'
import { FunctionLowering, openFunction, type Span } from './lowering.ts'
import { destination } from './names.ts'
import { Scope } from './scope.ts'
import { typeReference } from './type-reference.ts'

export type AnyFunction = FunctionNode | ArrowFunctionExpression

const NONE: readonly never[] = []

/** What the surroundings decide of a function. */
export interface FunctionPlace {
  readonly kind?: FunctionKind
  readonly ownerClass?: number
  readonly isStatic?: boolean
  readonly decorators?: readonly Slot[]
  /** The extent of the member, where it is more than the function. */
  readonly span?: Span
}

/** Emits the instruction that makes a function; its body is lowered later. */
export function lowerFunction(l: FunctionLowering, node: AnyFunction, hint: string, into: Slot, place: FunctionPlace = {}): Slot {
  const index = openBody(l, node, hint, place)
  const dst = destination(l, into)
  l.build.emit({ op: 'function', dst, function: index, start: node.start, end: node.end })
  return dst
}

/** Makes the function known to the module and puts its body on the list of what is to be lowered. */
export function openBody(l: FunctionLowering, node: AnyFunction, hint: string, place: FunctionPlace = {}): FunctionIndex {
  const { module } = l
  const made = l.isInCopy ? module.madeInCopies.get(node) : undefined
  if (typeof made === 'number') return made
  const isArrow = node.type === 'ArrowFunctionExpression'
  const { start, end } = place.span ?? node
  const build = openFunction(module, l.build, {
    name: node.id?.name ?? (hint || '<lambda>'),
    kind: place.kind ?? (isArrow ? 'lambda' : 'function'),
    ownerClass: place.ownerClass ?? -1,
    isAsync: node.async,
    start,
    end,
  })
  if (l.isInCopy) module.madeInCopies.set(node, build.index)
  build.isGenerator = node.generator
  build.isStatic = place.isStatic ?? false
  build.decorators = place.decorators ?? NONE
  build.returnType = typeReference(node.returnType)
  const isDecorated = node.params.some((parameter) => 'decorators' in parameter && (parameter.decorators?.length ?? 0) > 0)
  const parameterDecorators = isDecorated
    ? node.params.map((parameter) => lowerDecorators(l, 'decorators' in parameter ? parameter.decorators : undefined))
    : NONE
  const { scope: outer } = l
  module.pending.push(() => lowerBody(l, build, node, outer, parameterDecorators))
  return build.index
}

/** The values of decorators, outermost first. */
export function lowerDecorators(l: FunctionLowering, decorators: readonly Decorator[] | undefined): readonly Slot[] {
  if (decorators === undefined || decorators === null || decorators.length === 0) return NONE
  return decorators.map(({ expression }) => lowerExpression(l, expression))
}

function lowerBody(
  outer: FunctionLowering,
  build: FunctionBuilder,
  node: AnyFunction,
  outerScope: Scope,
  decorators: readonly (readonly Slot[])[],
): void {
  const isArrow = node.type === 'ArrowFunctionExpression'
  if (!isArrow) build.selfSlot = build.variable('this')
  const receiver = isArrow ? outer.receiver : { function: build.index, slot: build.selfSlot }
  let around = outerScope
  if (node.type === 'FunctionExpression' && node.id) {
    around = new Scope(outerScope)
    around.declare(node.id.name, { function: build.index, slot: -1, imported: null, itself: build.index })
  }
  const l = new FunctionLowering(outer.module, build, new Scope(around), receiver, isArrow ? outer.ordinary : 'itself')
  lowerParameters(l, node.params, decorators)
  const { body } = node
  if (body === null) return
  if (body.type !== 'BlockStatement') {
    const src = lowerExpression(l, body as Expression)
    build.terminate({ op: 'return', src, start: body.start, end: body.end })
    return
  }
  const statements = body.body as Statement[]
  build.isServerAction = isServerCode(statements)
  if (l.module.hasVar) forEachVar(statements, (name) => l.declare(name))
  enterBlock(l, statements)
  lowerStatements(l, statements)
  finish(l, node.end)
}

/** Whether the statements begin with the directive 'use server'. */
export function isServerCode(statements: readonly Statement[]): boolean {
  for (const statement of statements) {
    if (statement.type !== 'ExpressionStatement' || typeof statement.directive !== 'string') return false
    if (statement.directive === 'use server') return true
  }
  return false
}

/** What happens where control reaches the end: undefined is returned. */
export function finish(l: FunctionLowering, end: number): void {
  if (!l.build.isOpen) return
  const at = { start: end, end }
  const src = constant(l, undefined, -1, at)
  l.build.terminate({ op: 'return', src, ...at })
}

/** Parameters first get their slots, all of them, then are taken apart and filled with defaults in order. */
function lowerParameters(l: FunctionLowering, params: readonly ParamPattern[], decorators: readonly (readonly Slot[])[]): void {
  const later: { readonly pattern: BindingPattern; readonly slot: Slot; readonly property: string | null; readonly at: number }[] = []
  for (const [position, param] of params.entries()) {
    const outer = param.type === 'TSParameterProperty' ? param.parameter : param
    const pattern = outer.type === 'RestElement' ? outer.argument : outer
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
    if (target.type === 'Identifier' && (target.name as string) === 'this') continue
    const name = target.type === 'Identifier' ? target.name : ''
    if (pattern.type !== 'Identifier') forEachName(pattern, (each) => l.declare(each))
    const slot = name === '' ? l.build.variable(`<parameter ${position}>`) : l.declare(name)
    const annotation =
      (outer as { typeAnnotation?: TSTypeAnnotation | null }).typeAnnotation ?? ('typeAnnotation' in target ? target.typeAnnotation : null)
    l.build.parameters.push({
      name,
      slot,
      kind: outer.type === 'RestElement' ? 'rest' : 'positional',
      defaultValue: null,
      type: typeReference(annotation),
      decorators: decorators[position] ?? NONE,
    })
    const property = param.type === 'TSParameterProperty' ? name : null
    if (pattern.type !== 'Identifier' || property !== null) later.push({ pattern, slot, property, at: l.build.parameters.length - 1 })
  }
  for (const { pattern, slot, property, at } of later) {
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
    if (pattern.type === 'AssignmentPattern') {
      const parameter = l.build.parameters[at]
      const value = fillDefault(l, slot, pattern.right, parameter?.name ?? '')
      if (parameter) l.build.parameters[at] = { ...parameter, defaultValue: { function: l.build.index, slot: value } }
    }
    if (target.type !== 'Identifier') assignPattern(l, target, slot)
    if (property !== null) {
      l.build.emit({ op: 'set', object: l.build.selfSlot, key: property, src: slot, start: pattern.start, end: pattern.end })
    }
  }
}
