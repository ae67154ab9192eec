import { definitionsOf } from '../engine/definitions.ts'
import type { BodyFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { type FunctionRef, nameOf, type Reader, type SeenCall } from './reader.ts'
import { classSchema, schemaFact } from './schemas.ts'
import { BODY, createTagReader, type Frame, REQUEST, type TagReader } from './value-tags.ts'

export interface BodyReads {
  readonly reads: boolean
  readonly schema: BodyFact | null
}

const VALIDATING =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|load|loads|model_validate|model_validate_json|parse_obj|parse_raw|cast|check|assert|attempt|is_valid|validate_on_submit)$/
const MAX_FIELDS = 60

/** How a handler reads the body of the request: raw, or through a schema. */
export function readsBody(reader: Reader, handler: FunctionRef, frame: Frame): BodyReads {
  const tags = createTagReader(reader, frame)
  let reads = false
  let schema: BodyFact | null = null
  for (const scope of [handler, ...lambdasInside(handler)]) {
    for (const block of scope.function.blocks) {
      for (const instruction of block.instructions) {
        if ('dst' in instruction && (tags.tags(scope, instruction.dst) & BODY) !== 0) reads = true
      }
    }
    for (const call of reader.callsIn(scope.function)) schema ??= schemaOfCall(reader, call, tags)
  }
  return { reads, schema }
}

/** Fields that a function, or those it hands the whole to, takes from a parameter: `{ title, price }: any`, `body.title`. */
export function fieldsOf(reader: Reader, { module, function: fn }: FunctionRef, slot: number, depth = 0): readonly string[] {
  const found = new Set<string>()
  const isWhole = (at: number): boolean =>
    at === slot ||
    definitionsOf(module, fn, at).some(
      (definition) => definition.kind === 'instruction' && definition.instruction.op === 'move' && definition.instruction.src === slot,
    )
  for (const { instructions } of fn.blocks) {
    for (const instruction of instructions) {
      if (instruction.op === 'get' && isWhole(instruction.object) && isFieldName(instruction.key)) found.add(instruction.key)
      // `payload["title"]`
      const key =
        instruction.op === 'index' && isWhole(instruction.object)
          ? reader.denoter.denote({ module, function: fn }, instruction.index)
          : null
      if (key?.kind === 'constant' && typeof key.value === 'string' && isFieldName(key.value)) found.add(key.value)
    }
  }
  // `payload.get("title")`
  for (const { call, method } of module.language === 'python' ? reader.callsIn(fn) : []) {
    const [first] = call.args
    const key =
      method === 'get' && first !== undefined && isWhole(call.receiver)
        ? reader.denoter.denote({ module, function: fn }, first.value)
        : null
    if (key?.kind === 'constant' && typeof key.value === 'string' && isFieldName(key.value)) found.add(key.value)
  }
  for (const { call, callee } of depth > 2 ? [] : reader.callsIn(fn)) {
    if (callee.kind !== 'function' || call.isDecorator) continue
    const parameters = callee.function.parameters.filter((parameter) => parameter.slot !== callee.function.selfSlot)
    call.args.forEach((argument, index) => {
      const parameter = parameters[index]
      if (argument.kind !== 'positional' || parameter === undefined || !isWhole(argument.value)) return
      for (const field of fieldsOf(reader, callee, parameter.slot, depth + 1)) found.add(field)
    })
  }
  return [...found].slice(0, MAX_FIELDS).sort()
}

const isFieldName = (name: string): boolean => /^[\w-]{1,60}$/.test(name) && !OBJECT_METHODS.has(name)

const OBJECT_METHODS = new Set([
  'get',
  'items',
  'keys',
  'values',
  'length',
  'map',
  'filter',
  'forEach',
  'trim',
  'toLowerCase',
  'lower',
  'strip',
  'split',
  'toString',
  'pop',
  'includes',
  'slice',
  'replace',
  'json',
  'to_dict',
  'getlist',
  'save',
  'filename',
  'read',
  'error',
  'data',
  'success',
  'body',
  'id',
  'then',
  'catch',
])

/** `CreateUser.parse(req.body)`, `schema.load(request.json)`, `CreateUser(**data)`, `form.validate_on_submit()`. */
function schemaOfCall(reader: Reader, call: SeenCall, tags: TagReader): BodyFact | null {
  const takesBody = call.call.args.some((argument) => (tags.tags(call, argument.value) & (BODY | REQUEST)) !== 0)
  if (call.callee.kind === 'class' && (takesBody || call.call.args.length === 0)) {
    const fact = classSchema(reader, call.callee.module, call.callee.class)
    if (fact !== null) return fact
  }
  if (call.callee.kind === 'function' && takesBody && call.call.args.length >= 2) {
    // `parse(Schema, request.body)` of the tree.
    for (const argument of call.call.args) {
      const denoted = reader.denoter.denote(call, argument.value)
      const given = denoted.kind === 'dict' ? null : schemaFact(reader, denoted)
      if (given !== null) return given
    }
  }
  if (call.callee.kind === 'function' && !takesBody) {
    const given = schemaHandedOn(reader, call, tags)
    if (given !== null) return given
  }
  if (call.call.receiver < 0 || !VALIDATING.test(call.method)) return null
  const receiver = reader.denoter.denote(call, call.call.receiver)
  if (!takesBody && receiver.kind !== 'instance') return null
  const fact = schemaFact(reader, receiver)
  if (fact !== null) return fact
  const name = nameOf(receiver)
  return /^(?:zod|joi|@hapi\/joi|yup|ajv|valibot|marshmallow|webargs|cerberus|voluptuous|superstruct|io-ts|@sinclair\/typebox)\b/i.test(
    name,
  )
    ? { name, fields: [], extra: 'unknown' }
    : null
}

/** `body(CreateOrder)`, where the function of the tree reads the body of the request by itself and has the schema load it. */
function schemaHandedOn(reader: Reader, call: SeenCall, tags: TagReader): BodyFact | null {
  const { callee } = call
  if (callee.kind !== 'function') return null
  for (const argument of call.call.args) {
    const denoted = reader.denoter.denote(call, argument.value)
    const fact = denoted.kind === 'class' || denoted.kind === 'instance' ? schemaFact(reader, denoted) : null
    if (fact === null) continue
    const loads = reader
      .callsIn(callee.function)
      .some((inner) => VALIDATING.test(inner.method) && inner.call.args.some(({ value }) => (tags.tags(inner, value) & BODY) !== 0))
    if (loads) return fact
  }
  return null
}

/** Functions written inside a handler. */
export function lambdasInside(handler: FunctionRef): readonly FunctionRef[] {
  const inside: FunctionRef[] = []
  for (const candidate of handler.module.functions) {
    if (
      candidate.index === 0 ||
      candidate === handler.function ||
      candidate.start < handler.function.start ||
      candidate.end > handler.function.end
    )
      continue
    if (isBelow(handler, candidate)) inside.push({ module: handler.module, function: candidate })
  }
  return inside
}

function isBelow(handler: FunctionRef, candidate: IrFunction): boolean {
  for (let at: IrFunction | undefined = candidate; at !== undefined && at.index !== 0; at = handler.module.functions[at.parent])
    if (at === handler.function) return true
  return false
}
