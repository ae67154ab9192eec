import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import nunjucks from 'nunjucks';
import { Op } from 'sequelize';
import { config } from '../config';
import { Job, Shift, User } from '../db/models';
import { sequelize } from '../db/sequelize';
import { log } from '../log';

const TRIES = 5;
const MOST_BYTES = 8 * 1024 * 1024;
const templates = nunjucks.configure(path.resolve('templates'), { autoescape: true, throwOnUndefined: true });
const transport = nodemailer.createTransport({ host: config().SMTP_HOST, port: 587, requireTLS: true, connectionTimeout: 5000, socketTimeout: 15_000 });

/** HTML in, PDF out; every argument stands here. */
function print(html: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('weasyprint', ['--quiet', '--encoding', 'utf-8', '-', '-'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: '/usr/bin:/bin', HOME: '/tmp' },
      timeout: 30_000,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`printer ended with ${code}`))));
    child.stdin.on('error', () => undefined);
    child.stdin.end(html);
  });
}

const send = (to: string, subject: string, html: string, attachments: { filename: string; content: Buffer }[] = []) =>
  transport.sendMail({ from: config().MAIL_FROM, to: { name: '', address: to }, subject, html, attachments });

const WORK: Record<Job['kind'], (payload: Record<string, string>) => Promise<unknown>> = {
  letter: async ({ to = '', name, token }) => send(to, 'Choose your password', templates.render('link.njk', { name, token, origin: config().ORIGIN })),
  roster: async ({ teamId, userId, week = '' }) => {
    const user = await User.findOne({ where: { id: userId, teamId, active: true } });
    if (!user) return;
    const from = new Date(`${week}T00:00:00Z`);
    const where = { teamId, startsAt: { [Op.gte]: from, [Op.lt]: new Date(from.getTime() + 7 * 86_400_000) } };
    const shifts = await Shift.findAll({ where, include: [{ model: User, as: 'worker', attributes: ['name'] }], order: [['startsAt', 'ASC']], limit: 2000 });
    const rows = shifts.map((shift) => ({ starts: shift.startsAt.toISOString(), place: shift.place, worker: shift.worker?.name ?? 'open' }));
    const pdf = await print(templates.render('roster.njk', { week, rows }));
    await send(user.email, 'Your roster', templates.render('roster-letter.njk', { name: user.name, week }), [{ filename: 'roster.pdf', content: pdf }]);
  },
};

/** A job is taken by moving its time on; if this process dies, somebody takes it again later. */
const take = () =>
  sequelize.transaction(async (transaction) => {
    const where = { doneAt: null, tries: { [Op.lt]: TRIES }, dueAt: { [Op.lte]: new Date() } };
    const job = await Job.findOne({ where, order: [['dueAt', 'ASC']], lock: transaction.LOCK.UPDATE, skipLocked: true, transaction });
    if (!job) return undefined;
    const wait = 60_000 * 2 ** job.tries + Math.random() * 10_000;
    return job.update({ tries: job.tries + 1, dueAt: new Date(Date.now() + wait) }, { transaction });
  });

async function main() {
  let going = true;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => (going = false));
  while (going) {
    const job = await take();
    if (!job) {
      await pause(2000);
      continue;
    }
    try {
      await WORK[job.kind](job.payload);
      await job.update({ doneAt: new Date(), payload: {} });
    } catch (err) {
      log.warn({ err, job: job.id, tries: job.tries }, 'job failed');
    }
  }
  await sequelize.close();
}

main().catch((err: unknown) => {
  log.fatal({ err }, 'jobs stopped');
  process.exit(1);
});
