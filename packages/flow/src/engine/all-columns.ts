import type { Activation } from './activation.ts'
import { ALL_KINDS, type KindMask, maskOf } from './kinds.ts'
import { type Range, textOf } from './place.ts'

/** All columns of a row, the rights among them: what is one of these is a name, and nobody has allowed it. */
const ALL_COLUMNS =
  /\b(?:__table__\s*\.\s*(?:columns|c)|__mapper__|_meta|__dict__|__annotations__|__fields__|column_attrs)\b|\bcolumns\.keys\(/

/** What membership rules out: nothing of mass assignment in `name in Model.__table__.columns`. */
export function clearedByMembership({ frame }: Activation, { start, end }: Range): KindMask {
  const isAny = frame.module.language === 'python' && ALL_COLUMNS.test(textOf(frame.module).slice(start, end))
  return isAny ? ALL_KINDS & ~maskOf('mass-assignment') : ALL_KINDS
}
