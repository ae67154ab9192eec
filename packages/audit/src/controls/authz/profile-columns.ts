import type { RouteEffect } from '@assay/flow'

/** What people show of themselves to others. */
const OF_PROFILE =
  /^(?:_?id|pk|uuid|slug|(?:user|nick|display|full|first|last|sur)?_?name|handle|bio|about|headline|title|website|url|avatar|picture|photo|image|(?:date_)?joined|(?:created|joined)_?(?:at|on)?|member_?since)$/i

/** Whether a query names its columns, and all of them are such that people show them to others. */
export function showsProfile({ columns }: RouteEffect): boolean {
  return columns !== undefined && columns.length > 0 && columns.every((column) => OF_PROFILE.test(column))
}
