import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { presentedBy } from './nest-answers.ts'
import { isLimiter, type NestApplication, readApplication } from './nest-application.ts'
import { callersOf } from './nest-callers.ts'
import { isFreedByMark, isUnmarked, markedNeeds, unreadRoles } from './nest-metadata.ts'
import { isCovered } from './nest-middleware.ts'
import { readParameters } from './nest-parameters.ts'
import { colonTemplate } from './path-template.ts'
import {
  callBehind,
  decoratorsOf,
  entryOf,
  isConstant,
  isServed,
  placeOfCall,
  placeOfFunction,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  stringAt,
  stringsAt,
  textAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const VERBS = tableOf<string>({
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Delete: 'DELETE',
  Patch: 'PATCH',
  All: 'ANY',
  Options: 'OPTIONS',
  Head: 'HEAD',
})
const COMMON = /^@nestjs\/common\.(\w+)$/
const PUBLIC_NAME =
  /^(?:Is)?(?:Public|SkipAuth|AllowAnonymous|NoAuth|Unprotected|SkipJwtAuth|Anonymous|AllowUnauthorized|PublicRoute|SkipAuthGuard)\b/i

/** NestJS: controllers are classes, guards hang on methods, classes and the application. */
export function readNest(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter(
    (module) =>
      module.language === 'javascript' && isServed(reader, module.file) && module.imports.some((one) => one.from.startsWith('@nestjs/')),
  )
  if (modules.length === 0) return
  const application = readApplication(reader)
  const node: RouterNode = {
    key: 'nest:application',
    framework: 'nestjs',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: colonTemplate,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [...application.rateLimits],
    csrf: null,
  }
  for (const attachment of application.guards) node.uses.push({ path: '', attachment, order: [0] })
  for (const module of modules) for (const owner of module.classes) readController(reader, node, application, module, owner)
  if (node.routes.length > 0) nodes.set(node.key, node)
}

function readController(reader: Reader, node: RouterNode, application: NestApplication, module: Module, owner: IrClass): void {
  const decorators = decoratorsOf(module, owner)
  const controller = decorators
    .map((ref) => callBehind(reader, ref.scope, ref.slot))
    .find((call) => call?.name === '@nestjs/common.Controller')
  if (controller === null || controller === undefined) return
  const prefixes = controllerPaths(reader, controller)
  const shared = decorators.flatMap((ref) => guardsOfDecorator(reader, ref, 0))
  const isPublicClass = decorators.some((ref) => isPublicDecorator(reader, ref))
  for (const member of owner.members) {
    if (member.function < 0 || member.kind !== 'method') continue
    const fn = functionAt(module, member.function)
    for (const prefix of prefixes)
      readMethod(reader, node, application, { module, owner, fn, prefix, shared, isPublicClass, marks: decorators })
  }
}

interface Method {
  readonly module: Module
  readonly owner: IrClass
  readonly fn: IrFunction
  readonly prefix: string
  readonly shared: readonly Attachment[]
  readonly isPublicClass: boolean
  /** Decorators of the class. */
  readonly marks: readonly SlotRef[]
}

function controllerPaths(reader: Reader, call: SeenCall): readonly string[] {
  const first = positionalArguments(call.call)[0]
  if (first === undefined) return ['']
  const denoted = reader.denoter.denote(call, first)
  if (denoted.kind === 'dict') {
    const path = denoted.entries.get('path')
    return path?.kind === 'constant' ? [String(path.value)] : ['']
  }
  const strings = stringsAt(reader, call, first)
  return strings.length > 0 ? strings : ['']
}

function readMethod(reader: Reader, node: RouterNode, application: NestApplication, method: Method): void {
  const { module, owner, fn } = method
  const decorators = decoratorsOf(module, fn)
  for (const ref of decorators) {
    const call = callBehind(reader, ref.scope, ref.slot)
    const verb = VERBS[COMMON.exec(call?.name ?? '')?.[1] ?? '']
    if (call === null || verb === undefined) continue
    const first = positionalArguments(call.call)[0]
    const paths = first === undefined ? [''] : stringsAt(reader, call, first)
    const attachments = [...method.shared, ...decorators.flatMap((other) => guardsOfDecorator(reader, other, 0))]
    const isPublic = method.isPublicClass || decorators.some((other) => isPublicDecorator(reader, other))
    const shape = readParameters(reader, application, { module, function: fn }, [...method.marks, ...decorators])
    const unread = unreadGuards(reader, [...application.guards, ...attachments], decorators, method.marks)
    const needs = isPublic ? [] : neededRoles(reader, [...application.guards, ...attachments], decorators, method.marks)
    const isUnasked = (guard: Attachment): boolean =>
      isUnmarked(reader, guard, decorators, method.marks) || isFreedByMark(reader, guard, decorators, method.marks)
    for (const path of paths.length > 0 ? paths : ['']) {
      const own = joined(method.prefix, path)
      const before = application.middleware.filter((use) =>
        isCovered(use, { path: own, method: verb, owner: owner.name, file: module.file }),
      )
      node.routes.push({
        framework: 'nestjs',
        methods: [verb],
        path: addressOf(application, own, versionOf(reader, [...decorators, ...method.marks])),
        place: placeOfFunction(reader, { module, function: fn }),
        handler: { module, function: fn },
        handlerName: fn.name,
        owner: { module, class: owner },
        attachments: [
          ...before.flatMap((use) => use.attachments),
          ...attachments.filter((attachment) => !isLimiter(reader, attachment) && !isUnasked(attachment)),
        ],
        guards: [...unread, ...needs],
        unasked: application.guards.filter(isUnasked),
        rateLimits: limitsOf(reader, attachments, decorators),
        parameters: shape.parameters,
        places: shape.places,
        body: shape.body,
        responseSchema: presentedBy(reader, [...decorators, ...method.marks]),
        csrf: null,
        isPublic,
        callers: callersOf(reader, module, fn),
        skipsLimits: [...method.marks, ...decorators].some((mark) => skipsLimits(reader, mark)),
        order: [0],
        confidence: 'high',
      })
    }
  }
}

/** A role that is named where nothing asks for it stands among the guards, as one that refuses nobody. */
function unreadGuards(
  reader: Reader,
  attachments: readonly Attachment[],
  decorators: readonly SlotRef[],
  ofClass: readonly SlotRef[],
): readonly GuardFact[] {
  const unread = unreadRoles(reader, attachments, decorators, ofClass)
  if (unread === null) return []
  return [
    {
      kind: 'role',
      name: `@${unread.name}`,
      place: placeOfCall(reader, unread.call),
      level: 'route',
      proof: 'never-refuses',
      isUnread: true,
    },
  ]
}

/** What a mark of the route asks of the caller, where a guard reads it. */
function neededRoles(
  reader: Reader,
  attachments: readonly Attachment[],
  decorators: readonly SlotRef[],
  ofClass: readonly SlotRef[],
): readonly GuardFact[] {
  return markedNeeds(reader, attachments, decorators, ofClass).map((call) => ({
    kind: 'role',
    name: `@${textAt(reader, call.module, call.call.start, call.call.end)}`,
    place: placeOfCall(reader, call),
    level: 'route',
    proof: 'refuses',
  }))
}

function joined(...parts: readonly string[]): string {
  return `/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
}

/** The path on the wire: prefix of the application, version, path of the route. */
function addressOf({ prefix, outside, versions }: NestApplication, path: string, version: string | null): string {
  const named = versions === null ? null : (version ?? versions.usual)
  return joined(
    outside.some((pattern) => pattern.test(path)) ? '' : prefix,
    versions === null || named === null || named === '' ? '' : `${versions.prefix}${named}`,
    path,
  )
}

/** `@Version('2')` of the method, else `@Controller({ version: '2' })`; '' for one that has none on purpose. */
function versionOf(reader: Reader, decorators: readonly SlotRef[]): string | null {
  for (const { scope, slot } of decorators) {
    const call = callBehind(reader, scope, slot)
    if (call === null || !/^@nestjs\/common\.(?:Version|Controller)$/.test(call.name)) continue
    const given = reader.denoter.argument(call, call.call, 0)
    const version = call.name.endsWith('.Version') ? given : entryOf(given, 'version')
    const first = version?.kind === 'list' ? version.items[0] : version
    if (first?.kind === 'constant') return String(first.value)
    if (first?.kind === 'library' && first.name.endsWith('VERSION_NEUTRAL')) return ''
  }
  return null
}

/** `@SkipThrottle()`; `@SkipThrottle({ default: false })` throttles again. */
function skipsLimits(reader: Reader, { scope, slot }: SlotRef): boolean {
  const call = callBehind(reader, scope, slot)
  if (call?.name !== '@nestjs/throttler.SkipThrottle') return false
  const options = reader.denoter.argument(call, call.call, 0)
  return options?.kind !== 'dict' || [...options.entries.values()].some((value) => isConstant(value, true))
}

function limitsOf(reader: Reader, attachments: readonly Attachment[], decorators: readonly SlotRef[]): readonly string[] {
  const limits = attachments.filter((attachment) => isLimiter(reader, attachment)).map(() => 'ThrottlerGuard')
  for (const { scope, slot } of decorators)
    if (callBehind(reader, scope, slot)?.name === '@nestjs/throttler.Throttle') limits.push('Throttle')
  return limits
}

/** `@UseGuards(A, B)`, also inside a decorator of the tree that applies it. */
function guardsOfDecorator(reader: Reader, ref: SlotRef, depth: number): readonly Attachment[] {
  const call = callBehind(reader, ref.scope, ref.slot)
  if (call === null || depth > 3) return []
  if (call.name === '@nestjs/common.UseGuards')
    return positionalArguments(call.call).map((slot): Attachment => ({ scope: call, slot, manner: 'returns-truth' }))
  if (call.callee.kind !== 'function') return []
  return reader
    .callsIn(call.callee.function)
    .flatMap((inner) =>
      inner.name === '@nestjs/common.UseGuards'
        ? positionalArguments(inner.call).map((slot): Attachment => ({ scope: inner, slot, manner: 'returns-truth' }))
        : [],
    )
}

export function isPublicDecorator(reader: Reader, ref: SlotRef): boolean {
  const call = callBehind(reader, ref.scope, ref.slot)
  if (call === null) return false
  const name = call.callee.kind === 'function' ? call.callee.function.name : call.method
  if (PUBLIC_NAME.test(name)) return true
  if (call.name !== '@nestjs/common.SetMetadata') return false
  const first = positionalArguments(call.call)[0]
  return first !== undefined && /public|skip_?auth|anonymous/i.test(stringAt(reader, call, first) ?? '')
}
