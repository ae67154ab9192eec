import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import nodemailer from 'nodemailer';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.js';

const LETTERS = {
  confirm: 'Confirm your address',
  reset: 'Choose a new password',
  known: 'You have an account already',
  welcome: 'You are in a new group',
} as const;
type Letter = keyof typeof LETTERS;

export class Mailer {
  private readonly transport;
  private readonly templates: Record<Letter, HandlebarsTemplateDelegate>;

  constructor(private readonly config: Config, private readonly log: FastifyBaseLogger) {
    this.transport = nodemailer.createTransport(config.mail.url, { connectionTimeout: 5000, socketTimeout: 10_000 });
    const compiled = (Object.keys(LETTERS) as Letter[]).map((name) => [name, Handlebars.compile(readFileSync(`templates/${name}.hbs`, 'utf8'), { strict: true })]);
    this.templates = Object.fromEntries(compiled);
  }

  /** Not awaited by anybody: the answer to the request takes as long with a letter as without. */
  post(to: string, letter: Letter, values: Record<string, string>): void {
    const html = this.templates[letter]({ origin: this.config.origin, ...values });
    this.transport
      .sendMail({ from: this.config.mail.from, to: { name: '', address: to }, subject: LETTERS[letter], html })
      .catch((err: unknown) => this.log.warn({ err, letter }, 'letter was not delivered'));
  }
}
