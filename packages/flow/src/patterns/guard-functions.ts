import { lineAt } from '../engine/program.ts'
import type { Place } from '../facts.ts'
import type { FunctionRef, Reader } from '../routes/reader.ts'

/** The function in which a place stands, as that of a guard. */
export function functionAtPlace(reader: Reader, { file, line }: Place): FunctionRef | null {
  const module = reader.program.modules.find((one) => one.file === file)
  const fn = module?.functions.findLast((one) => one.index > 0 && lineAt(module, one.start) <= line && line <= lineAt(module, one.end))
  return module === undefined || fn === undefined ? null : { module, function: fn }
}
