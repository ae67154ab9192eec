import type { Program } from './program.ts'

const known = new WeakMap<Program, ReadonlySet<string>>()

/** Names under which rows of the program's classes give what code works out, and no class has a column of that name. */
export function computedMembers(program: Program): ReadonlySet<string> {
  const before = known.get(program)
  if (before !== undefined) return before
  const computed = new Set<string>()
  const fields = new Set<string>()
  for (const { language, classes } of program.modules) {
    if (language !== 'python') continue
    for (const { bases, members } of classes)
      for (const { name, kind } of members) {
        if (kind === 'field') fields.add(name)
        else if (kind === 'getter' && bases.length > 0) computed.add(name)
      }
  }
  for (const name of fields) computed.delete(name)
  known.set(program, computed)
  return computed
}
