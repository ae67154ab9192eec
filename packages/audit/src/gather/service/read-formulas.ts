import { textsIn } from './tree-texts.ts'

/** Where a value that begins with `=` is told from others, as in a spreadsheet. */
const FORMULA = /(?:starts_?with\(\s*|charAt\(0\)\s*={2,3}\s*|\[0\]\s*={2,3}\s*|\[:1\]\s*==\s*|\^)["'`]?=["'`)]/i
const CODE = /\.(?:[cm]?[jt]s|py)$/

const known = new Map<string, Promise<boolean>>()

/** Whether the source reads values that begin with `=` otherwise than others; asked once for each tree. */
export function readsFormulas(root: string | null): Promise<boolean> {
  if (root === null) return Promise.resolve(false)
  const asked = known.get(root) ?? isRead(root)
  known.set(root, asked)
  return asked
}

async function isRead(root: string): Promise<boolean> {
  for await (const { name, text } of textsIn(root)) if (CODE.test(name) && FORMULA.test(text)) return true
  return false
}
