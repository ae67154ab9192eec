import type { Language } from 'web-tree-sitter'
import { FIELD, type FieldName, KIND, type KindName } from './syntax-kinds.ts'

/** How the grammar's numbers map to ours. */
export interface GrammarKinds {
  /** By the grammar's symbol; 255 for what is not read (brackets, comments). */
  readonly kinds: Uint8Array
  /** By the grammar's field. */
  readonly fields: Uint8Array
}

/** Marks a symbol that the readers leave out, with everything below it. */
export const UNREAD = 255

/** Works the mapping out of the grammar's own names. */
export function grammarKinds(language: Language): GrammarKinds {
  const { types, fields } = language
  const kinds = new Uint8Array(types.length)
  for (let symbol = 0; symbol < types.length; symbol++) {
    const name = types[symbol]
    if (typeof name !== 'string') continue
    const isNamed = language.nodeTypeIsNamed(symbol)
    const known = KIND[(isNamed ? name : `"${name}"`) as KindName] as number | undefined
    const isUnread = !isNamed || name === 'comment' || name === 'line_continuation' || name === 'string_content'
    kinds[symbol] = known ?? (isUnread ? UNREAD : KIND['<other>'])
  }
  return { kinds, fields: Uint8Array.from(fields, (name) => (FIELD[(name ?? '') as FieldName] as number | undefined) ?? 0) }
}
