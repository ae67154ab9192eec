import type { TSTupleElement, TSType, TSTypeAnnotation } from 'oxc-parser'
import type { TypeReference } from '../ir/ir.ts'

/** Types nest without end in generated code; what lies deeper tells the analysis nothing. */
const MAX_DEPTH = 6
const UNKNOWN: TypeReference = { name: 'unknown', args: [], valueSlot: -1 }

const reference = (name: string, args: readonly TypeReference[] = []): TypeReference => ({ name, args, valueSlot: -1 })

/** The type of an annotation reduced to names; null when there is none. */
export function typeReference(annotation: TSTypeAnnotation | null | undefined): TypeReference | null {
  if (annotation?.type !== 'TSTypeAnnotation') return null
  return convert(annotation.typeAnnotation, 0)
}

/** A type reduced to names. */
export const typeOf = (type: TSType): TypeReference => convert(type, 0)

function convert(type: TSType | TSTupleElement, depth: number): TypeReference {
  if (depth > MAX_DEPTH) return UNKNOWN
  const all = (types: readonly (TSType | TSTupleElement)[]): TypeReference[] => types.map((each) => convert(each, depth + 1))
  switch (type.type) {
    case 'TSTypeReference':
      return reference(entityName(type.typeName), type.typeArguments ? all(type.typeArguments.params) : [])
    case 'TSArrayType':
      return reference('Array', [convert(type.elementType, depth + 1)])
    case 'TSUnionType':
      return reference('|', all(type.types))
    case 'TSIntersectionType':
      return reference('&', all(type.types))
    case 'TSTupleType':
      return reference('tuple', all(type.elementTypes))
    case 'TSLiteralType':
      return reference(`literal:${literalText(type.literal)}`)
    case 'TSTypeLiteral':
    case 'TSMappedType':
      return reference('{}')
    case 'TSFunctionType':
    case 'TSConstructorType':
      return reference('=>')
    case 'TSParenthesizedType':
    case 'TSOptionalType':
    case 'TSRestType':
      return convert(type.typeAnnotation, depth + 1)
    case 'TSNamedTupleMember':
      return convert(type.elementType, depth + 1)
    case 'TSTypeOperator':
      return type.operator === 'readonly' ? convert(type.typeAnnotation, depth + 1) : UNKNOWN
    case 'TSTypeQuery':
      return reference(type.exprName.type === 'TSImportType' ? 'unknown' : `typeof ${entityName(type.exprName)}`)
    case 'TSImportType':
      return type.qualifier ? reference(entityName(type.qualifier), type.typeArguments ? all(type.typeArguments.params) : []) : UNKNOWN
    default:
      return keyword(type.type)
  }
}

/** `TSStringKeyword` is `string`. */
function keyword(type: string): TypeReference {
  const name = /^TS(\w+)Keyword$/.exec(type)?.[1]
  return name === undefined ? UNKNOWN : reference(name === 'BigInt' ? 'bigint' : name.toLowerCase())
}

function literalText(literal: { readonly type: string }): string {
  const { value, raw } = literal as { value?: unknown; raw?: string | null }
  return typeof value === 'string' ? value : (raw ?? 'template')
}

/** The dotted name of `a.b.c`; iterative, since a hostile file nests it without end. */
export function entityName(entity: { readonly type: string }): string {
  const parts: string[] = []
  for (let node: unknown = entity; node !== undefined && node !== null; ) {
    const { type, name, left, right } = node as { type: string; name?: string; left?: unknown; right?: { name: string } }
    if (type === 'TSQualifiedName' && right !== undefined && parts.length < 16) {
      parts.unshift(right.name)
      node = left
    } else {
      parts.unshift(name ?? (type === 'ThisExpression' ? 'this' : 'unknown'))
      node = null
    }
  }
  return parts.join('.')
}
