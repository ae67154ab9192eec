import { Injectable, Logger } from '@nestjs/common';

interface Mail {
  readonly user: string;
  readonly template: string;
  readonly secret: string;
}

const MOST_WAITING = 1000;

/** Keeps what is to be sent until the worker of the mail service fetches it; what is secret stays out of the log and the database. */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);
  private readonly waiting: Mail[] = [];

  queue(user: string, template: string, secret: string): void {
    if (this.waiting.length >= MOST_WAITING) {
      this.logger.error({ event: 'mail.full', template });
      return;
    }
    this.waiting.push({ user, template, secret });
  }

  take(most: number): Mail[] {
    return this.waiting.splice(0, most);
  }
}
