import { sql } from './sql.js';

export const createAudit = (db) => (actorId, action, subject, detail = {}) =>
  db.run(sql`INSERT INTO audit (actor_id, action, subject, detail) VALUES (${actorId}, ${action}, ${subject}, ${JSON.stringify(detail)})`);
