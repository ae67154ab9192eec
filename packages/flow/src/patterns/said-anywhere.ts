import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** Whether any file of the service speaks of something: whoever says that nothing does it must not overlook a place. */
export function saysAnywhere({ reader }: PatternContext, pattern: RegExp): boolean {
  return reader.program.modules.some(({ file }) => isServed(reader, file) && pattern.test(reader.textOf(file)))
}
