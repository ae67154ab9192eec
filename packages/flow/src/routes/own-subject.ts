import type { Denotation } from '../engine/denotation.ts'
import type { CallSite } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { classField } from './class-views.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'

/** The class of the object whose method runs. */
export interface Owner {
  readonly module: Module
  readonly class: IrClass
  /** The call that made the object. */
  readonly origin?: CallSite | null
}

const DEEPEST = 6
/** Attributes that say whose rows a class is for. */
const SUBJECT =
  /\b(?:self|cls|this)\.(_?(?:table(?:_?name)?|\w+Table|\w+_table|collection(?:_?name)?|model(?:_class)?|entity(?:Class|_class)?))\b/

/** Whose method a call runs, over the methods that a base class calls of its own object. */
export function ownerOf(reader: Reader, call: SeenCall, callee: Denotation, before: Owner | null): Owner | null {
  const receiver = callee.kind === 'function' ? callee.receiver : null
  if (receiver?.kind !== 'instance' && receiver?.kind !== 'class') return call.call.receiver === call.function.selfSlot ? before : null
  return before !== null && descends(reader, before, receiver.class, 0)
    ? before
    : { module: receiver.module, class: receiver.class, origin: receiver.kind === 'instance' ? receiver.origin : null }
}

function descends(reader: Reader, { module, class: owner }: Owner, base: IrClass, depth: number): boolean {
  if (owner === base) return true
  if (depth > DEEPEST) return false
  return reader.denoter.bases(module, owner).some((one) => one.kind === 'class' && descends(reader, one, base, depth + 1))
}

/**
 * Whose rows a method of a base class reads that serves many: `class Users(Repository): table = 'users'`, `class Users extends Crud<User>`.
 * `of` is what the method itself says; it stays where nothing more is known.
 */
export function subjectOfOwn(reader: Reader, { module, function: fn }: FunctionRef, self: Owner | null, of: string | null): string | null {
  const base = module.classes[fn.ownerClass]
  if (self === null || base === undefined) return of
  if (of !== null && isTypeParameter(reader, module, base, of)) return typeGiven(reader, self, { module, class: base }, of, 0) ?? of
  const named = SUBJECT.exec(reader.textOf(module.file).slice(fn.start, fn.end))?.[1]
  if (named === undefined || (of !== null && of !== named)) return of
  const field = classField(reader, self.module, self.class, named)
  const denoted = field === null ? null : reader.denoter.denote(field.scope, field.slot)
  if (denoted?.kind === 'class') return denoted.class.name
  if (denoted?.kind === 'constant' && typeof denoted.value === 'string') return denoted.value
  return modelGiven(reader, self.origin ?? null) ?? of
}

/** `Repository(Order)`, `repository(Order)`: the class of rows that an object was made for. */
export function modelGiven(reader: Reader, origin: CallSite | null): string | null {
  for (const { value } of origin?.call.args ?? []) {
    const given = origin === null ? null : reader.denoter.denote(origin, value)
    if (given?.kind === 'class') return given.class.name
  }
  return null
}

/** What stands before the body of a class. */
function headOf(reader: Reader, { module, class: owner }: Owner): string {
  const text = reader.textOf(module.file).slice(owner.start, owner.start + LONGEST_HEAD)
  return module.language === 'python' ? text.slice(0, Math.max(0, text.search(/\)\s*:/))) : text
}

const LONGEST_HEAD = 400

/** `class Crud<T extends Row, K>`: T and K, in this order. */
function typeParameters(reader: Reader, owner: Owner): readonly string[] {
  const head = headOf(reader, owner)
  const listed =
    owner.module.language === 'python'
      ? (/\b(?:Generic|Protocol)\s*\[([^\]]*)\]/.exec(head) ?? /^class\s+\w+\s*\[([^\]]*)\]/.exec(head))?.[1]
      : /^[^<{(]*\bclass\s+\w+\s*<([^(]*?)>\s*(?:extends\s+[A-Z]|implements\b|\{)/.exec(head)?.[1]
  return listed === undefined ? [] : topLevel(listed).map((one) => /^\w+/.exec(one)?.[0] ?? '')
}

function isTypeParameter(reader: Reader, module: Module, base: IrClass, name: string): boolean {
  return typeParameters(reader, { module, class: base }).includes(name)
}

/** Parts between commas that stand in no brackets. */
function topLevel(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if (/[<([{]/.test(letter)) depth += 1
    else if (/[>)\]}]/.test(letter)) depth -= 1
    if (letter === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += letter
  }
  return [...parts, part.trim()]
}

/** What a class gives for a type parameter of the base that it extends, itself or over others in between. */
function typeGiven(reader: Reader, self: Owner, base: Owner, parameter: string, depth: number): string | null {
  if (depth > DEEPEST) return null
  for (const above of reader.denoter.bases(self.module, self.class)) {
    if (above.kind !== 'class') continue
    const wanted = above.class === base.class ? parameter : typeGiven(reader, above, base, parameter, depth + 1)
    const position = wanted === null ? -1 : typeParameters(reader, above).indexOf(wanted)
    if (wanted === null || position < 0) {
      if (wanted !== null && above.class !== base.class) return wanted
      continue
    }
    const name = above.class.name.slice(above.class.name.lastIndexOf('.') + 1)
    const given = new RegExp(`\\b${name}\\s*[<[]([^(]*?)[>\\]]\\s*(?:,|\\)|\\{|implements\\b|$)`).exec(headOf(reader, self))?.[1]
    const argument = given === undefined ? undefined : topLevel(given)[position]
    return argument === undefined ? null : (/^[\w.]*?(\w+)$/.exec(argument)?.[1] ?? null)
  }
  return null
}
