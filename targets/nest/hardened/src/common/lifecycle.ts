import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

/** Knows whether the process is leaving: readiness then fails and answers close their connections. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Lifecycle.name);
  draining = false;

  beforeApplicationShutdown(signal?: string): void {
    this.draining = true;
    this.logger.log({ event: 'stopping', signal });
  }
}
