import type { TypeReference } from './ir.ts'

/** Containers and primitives that say nothing of what methods the value has. */
const PLAIN =
  /^(?:Record|Partial|Required|Readonly|Pick|Omit|Array|ReadonlyArray|Map|Set|WeakMap|Date|Buffer|Uint8Array|Error|String|Number|Boolean|Object|Any|Optional|List|Dict|Tuple|Mapping|Sequence|Iterable|Iterator|Callable|Literal|Union|Type|Final|ClassVar|TypeAlias|None|Decimal|Path|UUID)$/

/** The type, or the one that a promise or an optional value holds; null when it is no name of a class. */
export function namedType(type: TypeReference): TypeReference | null {
  const { name, args } = type
  if (name === 'Promise' || name === 'Awaited' || name === 'Final' || name === 'typing.Final')
    return args[0] === undefined ? null : namedType(args[0])
  if (name === '|') {
    const named = args.flatMap((one) => namedType(one) ?? [])
    return named.length === 1 ? (named[0] ?? null) : null
  }
  const last = name.slice(name.lastIndexOf('.') + 1)
  return /^[A-Z]\w*[a-z]/.test(last) && !PLAIN.test(last) ? type : null
}
