import { all, one, sql, write } from '../db.js'
import { readable } from '../policy.js'

export const due = (me, { state, page, size }) =>
  all(sql`SELECT o.id, o.kind, o.state, o.due_on, t.tag, t.street, u.name AS taken_by FROM orders o
    JOIN trees t ON t.id = o.tree_id LEFT JOIN users u ON u.id = o.taken_by
    WHERE o.state = ${state} AND ${readable(me)} ORDER BY o.due_on, o.id LIMIT ${size} OFFSET ${(page - 1) * size}`)

export const withTree = (id) =>
  one(sql`SELECT o.id, o.state, o.taken_by, t.district FROM orders o JOIN trees t ON t.id = o.tree_id WHERE o.id = ${id}`)

export const create = (treeId, kind, dueOn) => write(sql`INSERT INTO orders (tree_id, kind, due_on) VALUES (${treeId}, ${kind}, ${dueOn})`)

export const take = async (id, who) =>
  (await write(sql`UPDATE orders SET state = 'taken', taken_by = ${who} WHERE id = ${id} AND state = 'open'`)).affectedRows === 1

export const finish = async (id, who) =>
  (await write(sql`UPDATE orders SET state = 'done' WHERE id = ${id} AND state = 'taken' AND taken_by = ${who}`)).affectedRows === 1
