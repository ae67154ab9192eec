import type { IrClass, IrFunction, Module, Parameter } from '../ir/ir.ts'
import type { SourceIn, SourceModel } from '../knowledge/model.ts'
import { tableOf } from '../table-of.ts'
import { Activation } from './activation.ts'
import { answerExits } from './answers.ts'
import { callWithExits, NO_ARGUMENTS } from './call-function.ts'
import { makeObject } from './containers.ts'
import type { Denotation } from './denotation.ts'
import type { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { type KindMask, maskOf } from './kinds.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import { type DecoratorSite, transformed } from './pipes.ts'
import { type CallInstruction, functionAt, type Scope } from './program.ts'
import { methodHint } from './roots.ts'
import { library } from './run-handler.ts'
import { matchSlowly } from './slow-pattern.ts'
import { sourceTaints } from './source-taints.ts'
import { clearTaints, NOTHING, SOME_NUMBER, type Taint, type Value } from './value.ts'

const PARAMETER_SOURCES = tableOf<SourceIn>({
  Body: 'body',
  Query: 'query',
  Param: 'path',
  Headers: 'header',
  UploadedFile: 'file',
  UploadedFiles: 'file',
  Args: 'body',
  MessageBody: 'body',
  Cookies: 'cookie',
  BodyParam: 'body',
  QueryParam: 'query',
  Payload: 'body',
  requestBody: 'body',
  QueryParams: 'query',
  Queries: 'query',
  Params: 'path',
  Path: 'path',
  Header: 'header',
  HeaderParam: 'header',
  CookieParam: 'cookie',
  BodyProp: 'body',
  FormField: 'form',
})

/** `@param.path.string('id')` of LoopBack. */
const LOOPBACK_PARAMETER = /^@loopback\/(?:rest|openapi-v3)\.param\.(path|query|header|cookie)\.\w+\(\)$/
const LOOPBACK_PLACES = tableOf<SourceIn>({ path: 'path', query: 'query', header: 'header', cookie: 'cookie' })
/** These check what was sent by the type that a parameter declares. */
const CHECKS_TYPES = /^(?:routing-controllers|tsoa|@tsoa\/runtime|@loopback\/(?:rest|openapi-v3))\./
/** tsoa names a parameter on the wire as the method does. */
const NAMED_AS_WRITTEN = /^(?:tsoa|@tsoa\/runtime)\.(?:Path|Query|Header|FormField|BodyProp)\(\)$/

/** A class whose methods a framework calls by decorators (Nest controllers, resolvers, gateways); false for other classes. */
export function runController(engine: Engine, module: Module, owner: IrClass): boolean {
  if (module.language !== 'javascript') return false
  let isController = false
  for (const member of owner.members) {
    if (member.kind !== 'method' || member.function < 0) continue
    const method = functionAt(module, member.function)
    const values = method.parameters.map((parameter) => decoratedParameter(engine, module, owner, method, parameter))
    if (values.every((value) => value === null)) continue
    isController = true
    const act = new Activation(engine, engine.frame(module, functionAt(module, 0)), functionInfo(functionAt(module, 0)), null)
    const positional = values.map((make) => make?.(act) ?? NOTHING).filter((_, index) => method.parameters[index]?.slot !== method.selfSlot)
    const handler = methodHint(engine, module, method)
    const args = { ...NO_ARGUMENTS, positional, isOpen: true }
    const exits = callWithExits(act, handler, args, method)
    if (answersRequests(engine, module, owner, member)) answerExits(act, 'nest', handler, args, exits)
  }
  return isController
}

/** `@Get()` and its kin: what the method returns is sent. */
function answersRequests(engine: Engine, module: Module, owner: IrClass, member: IrClass['members'][number]): boolean {
  return member.decorators.some((slot) => {
    const denoted = engine.denoter.denote({ module, function: functionAt(module, owner.body) }, slot)
    return denoted.kind === 'library' && /^@nestjs\/common\.(?:Get|Post|Put|Patch|Delete|All)\(\)$/.test(denoted.name)
  })
}

type MakeValue = (act: Activation) => Value

function decoratedParameter(engine: Engine, module: Module, owner: IrClass, method: IrFunction, parameter: Parameter): MakeValue | null {
  for (const slot of parameter.decorators) {
    const scope = { module, function: functionAt(module, method.parent >= 0 ? method.parent : owner.body) }
    const denoted = engine.denoter.denote(scope, slot)
    if (denoted.kind !== 'library') continue
    const name = denoted.name.replace(/\(\)$/, '').split('.').at(-1) ?? ''
    if (name === 'Req' || name === 'Request') return () => library('express.Request')
    if (name === 'Res' || name === 'Response') return () => library('express.Response')
    const where = PARAMETER_SOURCES[name] ?? LOOPBACK_PLACES[LOOPBACK_PARAMETER.exec(denoted.name)?.[1] ?? '']
    if (where !== undefined) return (act) => decoratedValue(act, module, method, parameter, where, denoted, { scope, slot })
  }
  return null
}

function decoratedValue(
  act: Activation,
  module: Module,
  method: IrFunction,
  parameter: Parameter,
  where: SourceIn,
  decorator: Denotation & { kind: 'library' },
  site: DecoratorSite,
): Value {
  const { denoter } = act.engine
  const args =
    decorator.origin === null
      ? []
      : [0, 1, 2].map((index) => (decorator.origin === null ? null : denoter.argument(decorator.origin, decorator.origin.call, index)))
  const [first] = args
  const written = first?.kind === 'constant' && typeof first.value === 'string' ? first.value : null
  const name = written ?? (NAMED_AS_WRITTEN.test(decorator.name) ? parameter.name : null)
  if (CHECKS_TYPES.test(decorator.name) && /^(?:number|boolean|Date)$/.test(parameter.type?.name ?? '')) return SOME_NUMBER
  const pipes = args.flatMap((argument) => (argument?.kind === 'library' ? [argument.name] : []))
  if (pipes.some((pipe) => /Parse(?:Int|Float|UUID|Bool|Enum)Pipe/.test(pipe))) return SOME_NUMBER
  const own = args.flatMap((argument) => (argument?.kind === 'class' || argument?.kind === 'instance' ? [argument] : []))
  const model: SourceModel = { names: ['<decorated>'], gives: 'request', in: where, what: WHAT[where], isContainer: name === null }
  const place = new Activation(act.engine, act.engine.frame(module, method), functionInfo(method), null)
  const at = { start: method.start, end: method.start + 1 }
  const raw: Value = { ...NOTHING, number: act.engine.numbers.fresh(), taints: sourceTaints(place, model, name, at) }
  const value = own.reduce((given, pipe) => transformed(act, pipe, given, at, site), raw)
  // Of `Partial<User>` nothing is left at run time: no pipe validates it.
  if (name === null && MAPPED_TYPE.test(parameter.type?.name ?? '')) return value
  const type = denoter.instanceOfType({ module, function: method }, parameter.type)
  if (type.kind === 'instance' && name === null && dropsUnknownFields(act.engine)) {
    const known = { ...value, taints: clearTaints(value.taints, maskOf('mass-assignment')) }
    return dtoValue(act, type.module, type.class, known, place, model)
  }
  return type.kind === 'instance' && name === null ? dtoValue(act, type.module, type.class, value, place, model) : value
}

const MAPPED_TYPE = /^(?:Partial|Required|Readonly|Pick|Omit|Record|DeepPartial|PartialDeep|QueryDeepPartialEntity)$/

const dropping = new WeakMap<Engine, boolean>()

/** Whether a `ValidationPipe` of the program lets through only the fields that the class names. */
function dropsUnknownFields(engine: Engine): boolean {
  const known = dropping.get(engine)
  if (known !== undefined) return known
  const found = engine.program.modules.some(
    (module) =>
      module.imports.some(({ from }) => from === '@nestjs/common') &&
      module.functions.some((owner) =>
        owner.blocks.some(({ instructions }) =>
          instructions.some(
            (instruction) =>
              instruction.op === 'call' && instruction.isNew && isDroppingPipe(engine, { module, function: owner }, instruction),
          ),
        ),
      ),
  )
  dropping.set(engine, found)
  return found
}

function isDroppingPipe({ denoter }: Engine, scope: Scope, call: CallInstruction): boolean {
  const callee = denoter.callee(scope, call)
  if (callee.kind !== 'library' || !callee.name.endsWith('.ValidationPipe')) return false
  const options = denoter.argument(scope, call, 0)
  const entry = options?.kind === 'dict' ? (options.entries.get('whitelist') ?? options.entries.get('forbidNonWhitelisted')) : undefined
  return entry?.kind === 'constant' && entry.value === true
}

const WHAT: Readonly<Record<SourceIn, string>> = {
  query: 'read from the query string',
  path: 'taken from the path of the URL',
  body: 'read from the request body',
  header: 'read from a request header',
  cookie: 'read from a cookie',
  form: 'read from the submitted form',
  file: 'taken from an uploaded file',
  argument: 'passed to an exported function',
  other: 'passed by the caller',
}

const FIELD_CLEARS: readonly (readonly [RegExp, KindMask])[] = [
  [
    /\.(?:IsInt|IsNumber|IsBoolean|IsUUID|IsDate|IsEnum|IsIn|IsMongoId|IsNumberString|IsAlphanumeric|IsAlpha|IsISO8601|IsDateString|IsPositive|Min|Max|IsHexadecimal|IsPort)\(\)$/,
    2 ** 24 - 1,
  ],
  [
    /\.(?:IsString|IsEmail|IsNotEmpty_|IsUrl|Length|MinLength|MaxLength|Matches)\(\)$/,
    maskOf('nosql-injection', 'mass-assignment', 'prototype-pollution'),
  ],
]

/** Decorators of fields check nothing where no pipe reads them. */
function hasPipe(engine: Engine): boolean {
  // Where the start of the application is not in sight, its pipe is not either.
  if (!engine.program.modules.some(({ imports }) => imports.some(({ name }) => name === 'NestFactory'))) return true
  return engine.program.modules.some(({ imports }) =>
    imports.some(
      ({ from, name }) =>
        (from === '@nestjs/common' && name === 'ValidationPipe') ||
        (/^(?:type-graphql|routing-controllers|class-validator)$/.test(from) && (name === 'validate' || name === 'validateOrReject')) ||
        /^nestjs-zod/.test(from),
    ),
  )
}

/** `@Matches(/^[a-z]+$/)`, `@IsUrl({ host_whitelist: [...] })`. */
function matchedMask({ engine }: Activation, decorator: Denotation & { kind: 'library' }): KindMask {
  const first = decorator.origin === null ? null : engine.denoter.argument(decorator.origin, decorator.origin.call, 0)
  if (first?.kind === 'regex' && decorator.name.endsWith('.Matches()')) {
    const body = anchoredBody(first.pattern, 'anywhere')
    return body === null ? 0 : kindsSafeBySequence(body)
  }
  return first?.kind === 'dict' && first.entries.has('host_whitelist') ? maskOf('ssrf', 'open-redirect') : 0
}

/** `@Matches(pattern)` runs its pattern on whatever was sent. */
function matchField(
  engine: Engine,
  module: Module,
  owner: IrClass,
  decorator: Denotation & { kind: 'library' },
  given: readonly Taint[],
): void {
  const { origin } = decorator
  if (origin === null || !decorator.name.endsWith('.Matches()')) return
  const pattern = engine.denoter.argument(origin, origin.call, 0)
  if (pattern?.kind !== 'regex') return
  const body = functionAt(module, owner.body)
  const act = new Activation(engine, engine.frame(module, body), functionInfo(body), null)
  matchSlowly(act, { source: pattern.pattern, flags: pattern.flags }, given, origin.call, 'anywhere')
}

interface DeclaredField {
  readonly module: Module
  readonly class: IrClass
  readonly member: IrClass['members'][number]
}

/** Fields of a class after those of the classes it extends. */
function fieldsWithInherited(engine: Engine, module: Module, owner: IrClass, depth = 0): readonly DeclaredField[] {
  const inherited =
    depth > 4
      ? []
      : engine.denoter
          .bases(module, owner)
          .flatMap((base) => (base.kind === 'class' ? fieldsWithInherited(engine, base.module, base.class, depth + 1) : []))
  return [...inherited, ...owner.members.filter(({ kind }) => kind === 'field').map((member) => ({ module, class: owner, member }))]
}

/** A decorator of a library, or each that `applyDecorators(...)` puts together in a function of the tree. */
function appliedDecorators(engine: Engine, scope: Scope, slot: number): readonly (Denotation & { kind: 'library' })[] {
  const denoted = engine.denoter.denote(scope, slot)
  if (denoted.kind !== 'library') return []
  const { origin } = denoted
  if (origin === null || denoted.name !== '@nestjs/common.applyDecorators()') return [denoted]
  return origin.call.args.flatMap((argument) => (argument.kind === 'positional' ? appliedDecorators(engine, origin, argument.value) : []))
}

/** Validated fields carry what their decorators let through. */
function dtoValue(act: Activation, module: Module, owner: IrClass, whole: Value, place: Activation, model: SourceModel): Value {
  const entries = new Map<string, Value>()
  const isChecked = hasPipe(act.engine)
  for (const { module: where, class: declaring, member } of fieldsWithInherited(act.engine, module, owner)) {
    const start = place.frame.function.start
    const given = sourceTaints(place, { ...model, isContainer: false }, member.name, { start, end: start + 1 })
    let mask: KindMask = maskOf('mass-assignment')
    for (const slot of isChecked ? member.decorators : []) {
      for (const denoted of appliedDecorators(act.engine, { module: where, function: functionAt(where, declaring.body) }, slot)) {
        for (const [pattern, clears] of FIELD_CLEARS) if (pattern.test(denoted.name)) mask |= clears
        mask |= matchedMask(act, denoted)
        matchField(act.engine, where, declaring, denoted, given)
      }
    }
    entries.set(member.name, { ...NOTHING, taints: clearTaints(given, mask) })
  }
  if (entries.size === 0) return whole
  const made = makeObject(act, { start: owner.start, end: owner.end }, 'dto', {
    shape: 'instance',
    entries,
    rest: null,
    length: -1,
    isExact: false,
    base: null,
  })
  return {
    ...made,
    taints: whole.taints,
    hint: { kind: 'instance', module, class: owner, environment: act.engine.environments.get(module) ?? null },
  }
}
