import nodemailer from 'nodemailer';
import { config } from './config.js';
import { sql } from './data/sql.js';
import { log } from './log.js';

const transport = nodemailer.createTransport({ url: config.SMTP_URL, requireTLS: true, connectionTimeout: 4000, greetingTimeout: 4000, socketTimeout: 8000 });

/** A mail is put off before it is sent, so nobody else takes it, and removed when it has gone out. */
const claim = () => sql`
  UPDATE mails SET tries = tries + 1, due_at = now() + interval '5 minutes'
  WHERE id IN (SELECT id FROM mails WHERE due_at <= now() AND tries < 6 ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
  RETURNING id, recipient, subject, body`;

export async function deliver() {
  const mails = await claim();
  const results = await Promise.allSettled(mails.map((mail) => transport.sendMail({ from: 'book@choir.example', to: mail.recipient, subject: mail.subject, text: mail.body })));
  const gone = mails.filter((_, i) => results[i].status === 'fulfilled').map((mail) => mail.id);
  if (gone.length) await sql`DELETE FROM mails WHERE id = ANY(${gone})`;
  if (gone.length < mails.length) log.warn({ left: mails.length - gone.length }, 'mails will be tried again');
}
