import { sql, write } from './db.js'

export const note = (req, action, subject) =>
  write(sql`INSERT INTO audit (actor, action, subject, request_id) VALUES (${req.me?.id ?? null}, ${action}, ${String(subject).slice(0, 60)}, ${req.id})`)
