import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { sameText } from '../common/digest';
import type { Settings } from '../config/settings';

/** For the scraper, which holds a token of its own; without one in the settings nobody is let in. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly settings: ConfigService<Settings, true>) {}

  canActivate(context: ExecutionContext): boolean {
    const expected = this.settings.get('metricsToken', { infer: true });
    const given = String(context.switchToHttp().getRequest().headers.authorization ?? '').replace(/^Bearer /, '');
    if (expected === undefined || given === '' || !sameText(given, expected)) throw new UnauthorizedException('Authentication is required');
    return true;
  }
}
