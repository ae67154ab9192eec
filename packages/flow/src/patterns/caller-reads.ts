import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { definitionBehind, parameterBehind, type Reader, slotText, stringAt } from '../routes/reader.ts'

/** What a request carries that its sender has chosen, and under which name. */
export interface CallerRead {
  readonly part: 'cookie' | 'header' | 'parameter'
  readonly name: string
}

const PARTS: Readonly<Record<string, CallerRead['part']>> = {
  COOKIES: 'cookie',
  cookies: 'cookie',
  headers: 'header',
  META: 'header',
  GET: 'parameter',
  POST: 'parameter',
  args: 'parameter',
  query: 'parameter',
  form: 'parameter',
  body: 'parameter',
}
const REQUEST = /^(?:self\.)?(?:req|request|ctx|context|event)$/
const GIVES: Readonly<Record<string, CallerRead['part']>> = { get_cookie: 'cookie', get_header: 'header' }
const DECLARED = /^(?:fastapi\.)?(Cookie|Header)\(/

/** The part of the request that an instruction reads; null when it reads none. */
export function readOfCaller(reader: Reader, scope: Scope, instruction: Instruction): CallerRead | null {
  const read = keyRead(reader, scope, instruction)
  if (read === null) return null
  if (instruction.op === 'call' && GIVES[instruction.method] !== undefined)
    return { part: GIVES[instruction.method] ?? 'cookie', name: read.key }
  const part = definitionBehind(scope, read.object)?.instruction
  const kind = part?.op === 'get' ? PARTS[part.key] : undefined
  if (part?.op !== 'get' || kind === undefined) return null
  const owner = definitionBehind(scope, part.object)?.instruction
  const name = owner?.op === 'get' ? owner.key : (scope.function.names.get(part.object) ?? '')
  return REQUEST.test(name) || (owner?.op === 'import' && owner.name === 'request') ? { part: kind, name: read.key } : null
}

function keyRead(reader: Reader, scope: Scope, instruction: Instruction): { readonly object: Slot; readonly key: string } | null {
  if (instruction.op === 'get') return { object: instruction.object, key: instruction.key }
  if (instruction.op === 'index') {
    const key = stringAt(reader, scope, instruction.index)
    return key === null ? null : { object: instruction.object, key }
  }
  const [first] = instruction.op === 'call' && /^(?:get|header|get_cookie|get_header)$/.test(instruction.method) ? instruction.args : []
  const key = first === undefined ? null : stringAt(reader, scope, first.value)
  return key === null || instruction.op !== 'call' ? null : { object: instruction.receiver, key }
}

/** `role: str = Cookie('member')`, `x_user: Annotated[str, Header()]`: a parameter that FastAPI fills out of the request. */
export function declaredRead(reader: Reader, scope: Scope, slot: Slot): CallerRead | null {
  const found = scope.module.language === 'python' ? parameterBehind(scope, slot) : null
  const parameter = found?.function.parameters[found.index]
  if (found === null || parameter === undefined) return null
  const outer: Scope = { module: scope.module, function: functionAt(scope.module, Math.max(found.function.parent, 0)) }
  const values = [parameter.defaultValue?.slot ?? -1, ...(parameter.type?.args.map(({ valueSlot }) => valueSlot) ?? [])]
  const declared = values.flatMap((value) => (value < 0 ? [] : (DECLARED.exec(slotText(reader, outer, value))?.[1] ?? [])))[0]
  return declared === undefined ? null : { part: declared === 'Cookie' ? 'cookie' : 'header', name: parameter.name.replaceAll('_', '-') }
}
