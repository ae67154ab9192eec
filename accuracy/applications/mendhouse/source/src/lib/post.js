import ejs from 'ejs';
import nodemailer from 'nodemailer';
import { log } from './log.js';
import { digestOf, freshToken } from './secrets.js';
import { sql } from './sql.js';

const LIFETIME = { confirm: 24 * 60 * 60, reset: 30 * 60 };
const subjects = { confirm: 'Confirm your address', reset: 'Choose a new password', known: 'You already have an account' };
const templates = new URL('../../views/mail/', import.meta.url);

export function createPost({ db, config }) {
  const transport = nodemailer.createTransport({
    host: config.mail.host,
    port: config.mail.port,
    requireTLS: true,
    connectionTimeout: 5000,
    socketTimeout: 10_000,
  });

  async function deliver(person, kind, link) {
    const file = new URL(`${kind}.ejs`, templates).pathname;
    const html = await ejs.renderFile(file, { name: person.name, link }, { cache: true });
    await transport.sendMail({ from: config.mail.from, to: { name: person.name, address: person.email }, subject: subjects[kind], html });
  }

  /** Letters leave after the answer; how long they take tells nobody whether an address is known. */
  const later = (person, kind, link) =>
    setImmediate(() => deliver(person, kind, link).catch((err) => log.warn({ err, kind }, 'letter was not delivered')));

  return {
    sendLink(person, purpose) {
      const token = freshToken();
      const expires = Math.floor(Date.now() / 1000) + LIFETIME[purpose];
      db.run(sql`DELETE FROM mail_links WHERE person_id = ${person.id} AND purpose = ${purpose}`);
      db.run(sql`INSERT INTO mail_links (digest, person_id, purpose, expires_at) VALUES (${digestOf(token)}, ${person.id}, ${purpose}, ${expires})`);
      later(person, purpose, `${config.origin}/${purpose}/${token}`);
    },
    sendNotice: (person) => later(person, 'known', `${config.origin}/door`),
    /** A link works once: taking it removes it. */
    takeLink(token, purpose) {
      const row = db.one(sql`DELETE FROM mail_links WHERE digest = ${digestOf(token)} AND purpose = ${purpose} RETURNING person_id, expires_at`);
      return row && row.expires_at > Date.now() / 1000 ? row.person_id : undefined;
    },
  };
}
