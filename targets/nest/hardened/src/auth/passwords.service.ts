import { BadRequestException, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
// OWASP's recommendation for scrypt: N = 2^17, r = 8, p = 1, which needs 128 MiB.
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
const LENGTH = 32;
const MOST_AT_ONCE = 3;
const MOST_WAITING = 60;
const COMMON = new Set(['password1234', '123456789012', 'qwertyuiop12', 'iloveyou1234', 'letmein12345', 'administrator']);
const NOBODY = `${'00'.repeat(16)}:${'00'.repeat(LENGTH)}`;

@Injectable()
export class PasswordsService {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return `${salt.toString('hex')}:${(await this.slow(password, salt)).toString('hex')}`;
  }

  /** Takes as long for an account that does not exist (undefined) as for one that does. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const usable = stored?.includes(':') === true;
    const [salt = '', tag = ''] = (usable ? stored : NOBODY).split(':');
    const derived = await this.slow(password, Buffer.from(salt, 'hex'));
    return timingSafeEqual(derived, Buffer.from(tag, 'hex')) && usable;
  }

  requireGood(password: string, email: string): void {
    const lowered = password.toLowerCase();
    const name = email.split('@')[0]?.toLowerCase() ?? '';
    if (COMMON.has(lowered) || new Set(password).size < 5) throw new BadRequestException('The password is too easy to guess');
    if (name.length > 3 && lowered.includes(name)) throw new BadRequestException('The password contains the name');
  }

  /** Few derivations at once, so that memory is bounded; the others wait their turn. */
  private async slow(password: string, salt: Buffer): Promise<Buffer> {
    if (this.running >= MOST_AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING) throw new ServiceUnavailableException('Try again soon');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await derive(password.normalize('NFKC'), salt, LENGTH, COST);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
