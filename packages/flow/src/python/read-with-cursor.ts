import type { Tree } from 'web-tree-sitter'
import { type GrammarKinds, UNREAD } from './grammar-kinds.ts'
import { KIND } from './syntax-kinds.ts'
import type { SyntaxTable } from './syntax-table.ts'

const ERROR_SYMBOL = 0xffff

/** Fills the table through the public cursor: slow (about 1 million nodes a second), and right whatever the parser's version. */
export function readWithCursor(tree: Tree, grammar: GrammarKinds, table: SyntaxTable): void {
  table.clear()
  const cursor = tree.walk()
  const open: number[] = []
  const hasError = tree.rootNode.hasError
  for (;;) {
    const symbol = cursor.nodeTypeId
    const start = cursor.startIndex
    const end = cursor.endIndex
    if (hasError && (symbol === ERROR_SYMBOL || cursor.nodeIsMissing)) table.errors.push(start, end)
    const kind = symbol === ERROR_SYMBOL ? KIND.ERROR : (grammar.kinds[symbol] ?? 0)
    if (kind !== UNREAD) {
      const node = table.add(kind, grammar.fields[cursor.currentFieldId] ?? 0, start, end)
      if (cursor.gotoFirstChild()) {
        open.push(node)
        continue
      }
    }
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop()
      if (parent === undefined || !cursor.gotoParent()) {
        cursor.delete()
        return
      }
      table.next[parent] = table.count
      if (open.length === 0) {
        cursor.delete()
        return
      }
    }
  }
}
