import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ROLES, Role } from './decorators';

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.get<Role[]>(ROLES, context.getHandler());
    if (!roles?.length) return true;
    const { user } = context.switchToHttp().getRequest();
    return Boolean(user) && roles.includes(user.role);
  }
}
