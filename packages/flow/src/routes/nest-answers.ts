import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { innerFunctions } from './function-view.ts'
import { callBehind, positionalArguments, type Reader, type SeenCall, type SlotRef, slotText } from './reader.ts'

/** What takes out of a result what a schema, or a class, names. */
const PRESENTS = /^(?:parse|safeParse|parseAsync|safeParseAsync|plainToInstance|plainToClass|cast|stripUnknown|encode|Encode|Clean)$/
const READS_METADATA = /^(?:get|getAll|getAllAndOverride|getAllAndMerge)$/

/**
 * The schema through which an interceptor gives the answers of a route, by the decorator that names it: `@Serialize(UserDto)` that applies an
 * interceptor made with it, `@Presents(View)` whose metadata an interceptor reads; null where none does.
 */
export function presentedBy(reader: Reader, decorators: readonly SlotRef[]): string | null {
  for (const ref of decorators) {
    const call = callBehind(reader, ref.scope, ref.slot)
    const [first, second] = call === null ? [] : positionalArguments(call.call)
    if (call === null || first === undefined) continue
    if (/^nestjs-zod\b.*\.(?:ZodSerializerDto|ZodResponse)$/.test(call.name)) return slotText(reader, call, first)
    if (call.name === '@nestjs/common.UseInterceptors') {
      const schema = presenterArgument(reader, call)
      if (schema !== null) return schema
    }
    if (call.name === '@nestjs/common.SetMetadata' && second !== undefined && isPresented(reader, call))
      return slotText(reader, call, second)
    if (call.callee.kind !== 'function') continue
    const inner = reader.callsIn(call.callee.function)
    if (inner.some((one) => one.name === '@nestjs/common.UseInterceptors' && presenterArgument(reader, one) !== null))
      return slotText(reader, call, first)
    if (inner.some((one) => one.name === '@nestjs/common.SetMetadata' && isPresented(reader, one))) return slotText(reader, call, first)
  }
  return null
}

/** `UseInterceptors(new SerializeInterceptor(dto))`. */
function presenterArgument(reader: Reader, call: SeenCall): string | null {
  for (const slot of positionalArguments(call.call)) {
    const made = callBehind(reader, call, slot)
    const [given] = made === null ? [] : positionalArguments(made.call)
    if (made?.callee.kind !== 'class' || given === undefined) continue
    const intercept = interceptOf(made.callee.module, made.callee.class)
    if (intercept !== null && presents(reader, made.callee.module, intercept)) return slotText(reader, made, given)
  }
  return null
}

/** Whether an interceptor of the tree reads that metadata and gives the result through it. */
function isPresented(reader: Reader, call: SeenCall): boolean {
  const [key] = positionalArguments(call.call)
  const wanted = key === undefined ? '' : slotText(reader, call, key)
  return reader.program.modules.some(
    (module) =>
      module.language === 'javascript' &&
      module.classes.some((owner) => {
        const intercept = interceptOf(module, owner)
        if (intercept === null || !presents(reader, module, intercept)) return false
        return reader.callsIn(intercept).some((one) => {
          const [read] = positionalArguments(one.call)
          return READS_METADATA.test(one.method) && read !== undefined && slotText(reader, one, read) === wanted
        })
      }),
  )
}

function interceptOf(module: Module, { members }: IrClass): IrFunction | null {
  const member = members.find(({ name, kind }) => name === 'intercept' && kind === 'method')
  return member === undefined ? null : (module.functions[member.function] ?? null)
}

function presents(reader: Reader, module: Module, fn: IrFunction, depth = 0): boolean {
  if (reader.callsIn(fn).some(({ method, name }) => PRESENTS.test(method || name.slice(name.lastIndexOf('.') + 1)))) return true
  return depth < 3 && innerFunctions({ module, function: fn }).some((inner) => presents(reader, module, inner, depth + 1))
}
