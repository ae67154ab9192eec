import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../config/settings';

const TIMEOUT_MS = 4000;
const ATTEMPTS = 3;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

/** Calls with a deadline, bounded retries with the same key of idempotency, and a breaker that lets a failing gateway rest. */
@Injectable()
export class GatewayClient {
  private readonly logger = new Logger(GatewayClient.name);
  private failures = 0;
  private openUntil = 0;

  constructor(private readonly settings: ConfigService<Settings, true>) {}

  async charge(order: string, amount: number): Promise<void> {
    const gateway = this.settings.get('gateway', { infer: true });
    if (gateway === undefined || Date.now() < this.openUntil) throw new ServiceUnavailableException('Payments are not available');
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        const response = await fetch(`${gateway.url}/charges`, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: { 'content-type': 'application/json', 'x-api-key': gateway.key, 'idempotency-key': order },
          body: JSON.stringify({ order, amount }),
        });
        await response.body?.cancel();
        if (response.status < 500) {
          this.failures = 0;
          if (!response.ok) throw new ServiceUnavailableException('Payments are not available');
          return;
        }
      } catch (error) {
        if (error instanceof ServiceUnavailableException) throw error;
        this.logger.warn({ event: 'gateway.failed', attempt, message: error instanceof Error ? error.name : 'unknown' });
      }
      await pause(100 * 2 ** attempt);
    }
    this.failures += 1;
    if (this.failures >= FAILURES_TO_OPEN) this.openUntil = Date.now() + OPEN_MS;
    throw new ServiceUnavailableException('Payments are not available');
  }
}
