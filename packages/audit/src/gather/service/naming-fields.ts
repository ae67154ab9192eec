import type { Schema } from '../../model/facts/service.ts'

/** Fields that name what one answers or quotes, of the collection itself. */
export const QUOTES =
  /^(?:in_?)?(?:reply|answer|response)_?to(?:_?id)?$|^(?:quot(?:e|ed|es)|forward(?:ed|s)?|parent)(?:_?(?:of|from|message|comment|post))?(?:_?id)?$/i

/** Fields that name what a new thing is made from. */
export const COPIES =
  /^(?:cop(?:y|ied)|clon(?:e|ed)|duplicat(?:e|ed)|templat(?:e|ed)|based?|fork(?:ed)?|derived?)(?:_?(?:from|of|on))(?:_?id)?$|^template_?id$/i

/** Whether a field takes the number of a thing that there has to be, and that most requests do without: one that is made up would be anybody's. */
export function namesSource(name: string, { type, format, enum: choices, example }: Schema): boolean {
  const isNumber = type === 'integer' || type === 'number' || format === 'uuid'
  return isNumber && choices === undefined && example === undefined && !/^parent/i.test(name) && (QUOTES.test(name) || COPIES.test(name))
}
