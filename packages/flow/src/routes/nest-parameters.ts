import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { BodyFact, RouteParameter } from '../facts.ts'
import type { Parameter } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { fieldsOf } from './body-reads.ts'
import type { NestApplication } from './nest-application.ts'
import { callBehind, type FunctionRef, nameOf, positionalArguments, type Reader, type SeenCall, type SlotRef, stringAt } from './reader.ts'
import { classSchema, isOptionalType, typeText } from './schemas.ts'

const PLACES = tableOf<RouteParameter['in']>({
  Param: 'path',
  Query: 'query',
  Body: 'body',
  Headers: 'header',
  UploadedFile: 'file',
  UploadedFiles: 'file',
})
const OTHERS = tableOf<RouteParameter['in']>({
  BodyParam: 'body',
  QueryParam: 'query',
  QueryParams: 'query',
  Params: 'path',
  HeaderParam: 'header',
  CookieParam: 'cookie',
  BodyProp: 'body',
  FormField: 'form',
  Path: 'path',
  Queries: 'query',
  Header: 'header',
})
const COMMON = /^@nestjs\/common\.(\w+)$/
const DECORATED = /^(?:routing-controllers|tsoa|@tsoa\/runtime)\.(\w+)$/
const LOOPBACK = /^@loopback\/(?:rest|openapi-v3)\.(?:param\.(path|query|header|cookie)\.|(requestBody)$|param\.(?:filter|where)$)/

/** What checks the parameters of all methods. */
export type ParameterChecks = Pick<NestApplication, 'hasValidation' | 'extra'> & {
  /** Set where requests are checked by the types that parameters declare. */
  readonly checksTypes?: true
}

function placeOf(name: string): RouteParameter['in'] | undefined {
  const own = PLACES[COMMON.exec(name)?.[1] ?? '']
  const decorated = DECORATED.exec(name)?.[1]
  if (own !== undefined || decorated !== undefined) return own ?? PLACES[decorated ?? ''] ?? OTHERS[decorated ?? '']
  const [isParameter, place, isBody] = LOOPBACK.exec(name) ?? []
  if (isParameter === undefined) return undefined
  return isBody === undefined ? (PLACE_NAMES.find((one) => one === place) ?? 'query') : 'body'
}

const PLACE_NAMES = ['path', 'query', 'header', 'cookie'] as const

interface ReadParameters {
  /** What a request carries, by the names on the wire. */
  readonly parameters: readonly RouteParameter[]
  readonly body: BodyFact | null
  /** Where the parameters of the method come from, by their own names. */
  readonly places: ReadonlyMap<string, RouteParameter['in']>
}

/** Reads `@Body() dto: CreateOrder`, `@Query('q') text: string`, `@UploadedFile() file` of a method with its decorators. */
export function readParameters(
  reader: Reader,
  application: ParameterChecks,
  method: FunctionRef,
  marks: readonly SlotRef[],
): ReadParameters {
  const parameters: RouteParameter[] = []
  const places = new Map<string, RouteParameter['in']>()
  let body: BodyFact | null = null
  for (const parameter of method.function.parameters) {
    const found = decoratorOf(reader, method, parameter)
    if (found === null) continue
    places.set(parameter.name, found.place)
    const read = readParameter(reader, application, method, parameter, found, marks)
    parameters.push(...read.parameters)
    body ??= read.body
  }
  return { parameters, body, places }
}

interface Decorated {
  readonly call: SeenCall
  readonly place: RouteParameter['in']
}

function decoratorOf(reader: Reader, { module, function: fn }: FunctionRef, parameter: Parameter): Decorated | null {
  const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
  for (const slot of parameter.decorators) {
    const call = callBehind(reader, scope, slot)
    const place = placeOf(call?.name ?? '')
    if (call !== null && place !== undefined) return { call, place }
  }
  return null
}

type Read = Pick<ReadParameters, 'parameters' | 'body'>

function readParameter(
  reader: Reader,
  application: ParameterChecks,
  method: FunctionRef,
  parameter: Parameter,
  { call, place }: Decorated,
  marks: readonly SlotRef[],
): Read {
  const slots = positionalArguments(call.call)
  const isOwnName = application.checksTypes === true && place !== 'body' && !/\.(?:Queries|filter|where)$/.test(call.name)
  const key = stringAt(reader, call, slots[0] ?? -1) ?? (isOwnName ? parameter.name : null)
  const pipes = slots.slice(key === null ? 0 : 1).map((pipe) => reader.denoter.denote(call, pipe))
  const isPiped = pipes.some((pipe) => isPipe(pipe))
  const scope = { module: method.module, function: functionAt(method.module, Math.max(method.function.parent, 0)) }
  const denoted = reader.denoter.instanceOfType(scope, parameter.type)
  const schema = denoted.kind === 'instance' ? classSchema(reader, denoted.module, denoted.class) : null
  // Pipes change a number's or a class's string only when a validation pipe transforms; the type alone checks nothing at run time.
  const type = parameter.type === null ? null : typeText(parameter.type)
  const isTyped = application.checksTypes === true && /^(?:number|boolean|Date)\b/.test(type ?? '')
  const isValidated = isPiped || isTyped || (schema !== null && application.hasValidation)
  const named = (name: string): RouteParameter => ({
    name,
    in: place,
    type: isPiped ? (pipeType(pipes) ?? type) : type,
    isRequired: !isOptionalType(parameter.type),
    isValidated,
  })
  if (place === 'file') return { parameters: formFields(reader, marks, parameter.name).map(named), body: null }
  if (key !== null) return { parameters: [named(key)], body: null }
  if (place === 'path' || place === 'header') return { parameters: place === 'path' ? [named(parameter.name)] : [], body: null }
  if (schema === null && application.checksTypes === true && place === 'body' && type !== null && !/^(?:any|unknown|object)$/.test(type))
    return { parameters: [], body: { name: type, fields: [], extra: application.extra } }
  if (schema === null) {
    const body: BodyFact | null = place === 'body' && isPiped ? { name: 'pipe', fields: [], extra: 'unknown' } : null
    return { parameters: fieldsOf(reader, method, parameter.slot).map((name) => ({ ...named(name), type: null, isRequired: false })), body }
  }
  if (place === 'query')
    return { parameters: schema.fields.map(({ name, ...field }) => ({ name, in: place, ...field, isValidated })), body: null }
  return application.hasValidation
    ? { parameters: [], body: { ...schema, extra: application.extra } }
    : { parameters: schema.fields.map(({ name, ...field }) => ({ name, in: place, ...field, isValidated })), body: null }
}

/** Fields of the form, as `@UseInterceptors(FileInterceptor('photo'))` names them. */
function formFields(reader: Reader, marks: readonly SlotRef[], own: string): readonly string[] {
  const found = marks.flatMap(({ scope, slot }) => {
    const call = callBehind(reader, scope, slot)
    if (call?.name !== '@nestjs/common.UseInterceptors') return []
    return positionalArguments(call.call).flatMap((argument) => {
      const interceptor = callBehind(reader, call, argument)
      if (interceptor === null || !/Files?(?:Fields)?Interceptor$/.test(interceptor.method)) return []
      return fieldNames(reader.denoter.argument(interceptor, interceptor.call, 0))
    })
  })
  return found.length > 0 ? found : [own]
}

/** `'photo'`, `[{ name: 'photo', maxCount: 1 }]`. */
function fieldNames(given: Denotation | null): readonly string[] {
  if (given?.kind === 'constant' && typeof given.value === 'string') return [given.value]
  if (given?.kind === 'dict') return fieldNames(given.entries.get('name') ?? null)
  return given?.kind === 'list' ? given.items.flatMap(fieldNames) : []
}

function isPipe(denoted: Denotation): boolean {
  return (
    /Pipe(?:\(\))?$/.test(nameOf(denoted)) ||
    ((denoted.kind === 'class' || denoted.kind === 'instance') && /Pipe$/.test(denoted.class.name))
  )
}

function pipeType(pipes: readonly Denotation[]): string | null {
  const names = pipes.map(nameOf).join(' ')
  return /ParseInt/.test(names) ? 'int' : /ParseUUID/.test(names) ? 'uuid' : /ParseBool/.test(names) ? 'bool' : null
}
