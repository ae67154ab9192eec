import { callBehind, definitionBehind, positionalArguments, type Reader, type SeenCall } from './reader.ts'

const MAPPING = /^(?:dict|Dict|Mapping|MutableMapping|defaultdict|DefaultDict|OrderedDict|Counter|Map|ReadonlyMap|Record)$/

/** Whether `get` asks a dictionary: `positions.get(id, [])`, or what a function of the tree gives that says so. */
export function readsDictionary(reader: Reader, call: SeenCall): boolean {
  if (call.method !== 'get' || call.call.receiver < 0) return false
  const [key, otherwise] = positionalArguments(call.call)
  // `session.get(Setting, 1)`.
  if (key !== undefined && reader.denoter.denote(call, key).kind === 'class') return false
  const written = otherwise === undefined ? undefined : definitionBehind(call, otherwise)?.instruction
  // A list, a dictionary or a number in place of what is not there; options of a query are named.
  if (call.module.language === 'python' && (written?.op === 'list' || written?.op === 'dict' || written?.op === 'const')) return true
  const made = callBehind(reader, call, call.call.receiver)
  if (made === null || made.callee.kind !== 'function') return false
  const type = made.callee.function.returnType
  const given = type?.name === 'Promise' || type?.name === 'Awaitable' ? type.args[0] : type
  return given != null && MAPPING.test(given.name.slice(given.name.lastIndexOf('.') + 1))
}
