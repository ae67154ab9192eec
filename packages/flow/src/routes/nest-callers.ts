import { functionAt } from '../engine/program.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { type FunctionRef, nameOf, type Reader } from './reader.ts'
import { createTagReader, IDENTITY } from './value-tags.ts'

/** Parameters that a decorator of the tree fills with the caller, or a part of them: `@CurrentUser('id') id: number`. */
export function callersOf(reader: Reader, module: Module, fn: IrFunction): ReadonlySet<string> {
  const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
  const found = new Set<string>()
  for (const parameter of fn.parameters) {
    for (const slot of parameter.decorators) {
      const denoted = reader.denoter.denote(scope, slot)
      const maker = denoted.kind === 'library' ? denoted.origin : null
      if (isNamedAfterCaller(nameOf(denoted))) found.add(parameter.name)
      if (maker === null || !/^@nestjs\/common\.createParamDecorator\(\)/.test(nameOf(denoted))) continue
      if (findsCaller(reader, factoryOf(reader, maker))) found.add(parameter.name)
    }
  }
  return found
}

const OF_CALLER =
  /^(?:get|current|auth\w*|req(?:uest)?|logged_?in|active|my|session|jwt)?_?(?:user|account|owner|tenant|member|customer|org\w*|session|principal|caller|viewer|me|jwt\w*|claims|profile|company|workspace|team|identity)_?(?:id|payload|claims)?$/i

/** `@CurrentUser()` of another module that we do not have. */
function isNamedAfterCaller(name: string): boolean {
  if (!/^(?:\.{1,2}|[@~])\//.test(name) && !/^[\w-]+(?:\/[\w-]+)+\./.test(name)) return false
  return OF_CALLER.test(/\.(\w+)\(\)$/.exec(name)?.[1] ?? '')
}

/** The function that `createParamDecorator` was given, whether the origin is that call or the one that used its result. */
function factoryOf(
  reader: Reader,
  maker: Parameters<Reader['denoter']['argument']>[0] & { readonly call: Parameters<Reader['denoter']['argument']>[1] },
): FunctionRef | null {
  const direct = reader.denoter.argument(maker, maker.call, 0)
  if (direct?.kind === 'function') return { module: direct.module, function: direct.function }
  const made = reader.denoter.denote(maker, maker.call.callee)
  if (made.kind !== 'library' || made.origin === null) return null
  const given = reader.denoter.argument(made.origin, made.origin.call, 0)
  return given?.kind === 'function' ? { module: given.module, function: given.function } : null
}

function findsCaller(reader: Reader, factory: FunctionRef | null): boolean {
  if (factory === null) return false
  const tags = createTagReader(reader, new Map())
  return factory.function.blocks.some(
    ({ terminator }) => terminator.op === 'return' && (tags.tags(factory, terminator.src) & IDENTITY) !== 0,
  )
}
