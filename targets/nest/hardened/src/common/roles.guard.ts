import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuditService } from './audit.service';
import { ROLES, type Role } from './decorators';

@Injectable()
export class RolesGuard implements CanActivate {
  private readonly logger = new Logger(RolesGuard.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditService,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, [context.getHandler(), context.getClass()]);
    if (roles === undefined) return true;
    const { principal, path } = context.switchToHttp().getRequest();
    if (principal !== undefined && roles.includes(principal.role)) return true;
    this.logger.warn({ event: 'access.denied', user: principal?.id });
    this.audit.record(principal?.id ?? null, 'access.denied', String(path).slice(0, 100));
    throw new ForbiddenException('Not allowed');
  }
}
