import type { AccessorProperty, Class, Expression, MethodDefinition, PropertyDefinition, Statement, TSParameterProperty } from 'oxc-parser'
import type { ClassMember, Slot } from '../ir/ir.ts'
import { staticKey } from './common-exports.ts'
import { lowerExpression, lowerNamed } from './lower-expression.ts'
import { finish, lowerDecorators, openBody } from './lower-function.ts'
import { enterBlock, lowerStatements } from './lower-statement.ts'
import { FunctionLowering, openFunction } from './lowering.ts'
import { destination } from './names.ts'
import { Scope } from './scope.ts'
import { typeReference } from './type-reference.ts'

/** Emits the instruction that makes a class. Its body is a function whose receiver stands for the instance. */
export function lowerClass(l: FunctionLowering, node: Class, hint: string, into: Slot): Slot {
  const { start, end } = node
  const made = l.isInCopy ? l.module.madeInCopies.get(node) : undefined
  const index = typeof made === 'number' ? made : defineClass(l, node, hint)
  if (l.isInCopy) l.module.madeInCopies.set(node, index)
  const dst = destination(l, into)
  l.build.emit({ op: 'class', dst, class: index, start, end })
  return dst
}

function defineClass(l: FunctionLowering, node: Class, hint: string): number {
  const { module } = l
  const { start, end } = node
  const name = node.id?.name ?? (hint || '<class>')
  const decorators = lowerDecorators(l, node.decorators)
  const bases = node.superClass ? [lowerExpression(l, node.superClass)] : []
  const index = module.classes.length
  const build = openFunction(module, l.build, {
    name,
    kind: 'class-body',
    ownerClass: index,
    isAsync: false,
    start: node.body.start,
    end: node.body.end,
  })
  const members: ClassMember[] = []
  module.classes.push({ index, name: build.head.name, parent: l.build.index, bases, decorators, body: build.index, members, start, end })
  build.selfSlot = build.variable('this')
  const scope = new Scope(l.scope)
  const body = new FunctionLowering(module, build, scope, { function: build.index, slot: build.selfSlot }, 'itself')
  if (node.type === 'ClassExpression' && node.id) bindOwnName(l, body, node.id.name, index, end)
  for (const element of node.body.body) {
    switch (element.type) {
      case 'MethodDefinition':
        lowerMethod(body, element, index, members)
        break
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'TSAbstractPropertyDefinition':
        lowerField(body, element, members)
        break
      case 'StaticBlock': {
        const statements = element.body as Statement[]
        body.scope = new Scope(scope)
        enterBlock(body, statements)
        lowerStatements(body, statements)
        body.scope = scope
      }
    }
  }
  finish(body, node.body.end)
  return index
}

/** A class expression knows itself by its name. */
function bindOwnName(l: FunctionLowering, body: FunctionLowering, name: string, index: number, end: number): void {
  const slot = l.build.variable(name)
  body.scope.declare(name, { function: l.build.index, slot, imported: null, itself: -1 })
  l.build.emit({ op: 'class', dst: slot, class: index, start: end, end })
}

function lowerMethod(body: FunctionLowering, node: MethodDefinition, owner: number, members: ClassMember[]): void {
  const name = memberName(body, node)
  if (node.value.body === null) return // an overload or an abstract method
  const decorators = lowerDecorators(body, node.decorators)
  const index = openBody(body, node.value, name, { kind: 'method', ownerClass: owner, isStatic: node.static, decorators, span: node })
  const slot = body.build.variable(name)
  body.build.emit({ op: 'function', dst: slot, function: index, start: node.start, end: node.end })
  const kind = node.kind === 'get' ? 'getter' : node.kind === 'set' ? 'setter' : 'method'
  members.push({ name, kind, isStatic: node.static, function: index, slot, type: null, decorators, start: node.start })
  if (node.kind === 'constructor') declareParameterProperties(node, members)
}

/** `constructor(private readonly users: Users)` declares a field; its type is what a container injects. */
function declareParameterProperties(node: MethodDefinition, members: ClassMember[]): void {
  for (const parameter of node.value.params) {
    if (parameter.type !== 'TSParameterProperty') continue
    const { name, type } = parameterProperty(parameter)
    if (name !== '')
      members.push({ name, kind: 'field', isStatic: false, function: -1, slot: -1, type, decorators: [], start: parameter.start })
  }
}

function parameterProperty({ parameter }: TSParameterProperty): Pick<ClassMember, 'name' | 'type'> {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  return target.type === 'Identifier' ? { name: target.name, type: typeReference(target.typeAnnotation) } : { name: '', type: null }
}

function lowerField(body: FunctionLowering, node: PropertyDefinition | AccessorProperty, members: ClassMember[]): void {
  const name = memberName(body, node)
  const decorators = lowerDecorators(body, node.decorators)
  let slot = -1
  if (node.value !== null) {
    slot = body.build.variable(name)
    lowerNamed(body, node.value, name, slot)
  }
  members.push({
    name,
    kind: 'field',
    isStatic: node.static,
    function: -1,
    slot,
    type: typeReference(node.typeAnnotation),
    decorators,
    start: node.start,
  })
}

/** A computed name is evaluated for its effect and goes by its text. */
function memberName(body: FunctionLowering, node: { readonly key: MethodDefinition['key']; readonly computed: boolean }): string {
  const name = staticKey(node)
  if (name !== null) return name
  lowerExpression(body, node.key as Expression)
  return `[${body.module.text.slice(node.key.start, Math.min(node.key.end, node.key.start + 60))}]`
}
