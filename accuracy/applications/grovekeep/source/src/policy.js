import { sql } from './db.js'
import { refused } from './pages.js'

/** Inspectors write in their district, chiefs everywhere. */
export const mayWrite = (me, tree) => me.role === 'chief' || (me.role === 'inspector' && me.district === tree.district)
export const mustWrite = (me, tree) => {
  if (!mayWrite(me, tree)) throw refused('The tree stands in another district')
}
/** The same rule as a piece of SQL, for lists. */
export const readable = (me) => (me.role === 'chief' || me.district === null ? sql`TRUE` : sql`t.district = ${me.district}`)
