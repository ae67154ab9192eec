import { createParamDecorator, type CustomDecorator, type ExecutionContext, SetMetadata, UnauthorizedException } from '@nestjs/common';

export type Role = 'visitor' | 'organiser' | 'admin';

export interface Principal {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly session: string;
}

export const PUBLIC = 'stagefront:public';
export const ROLES = 'stagefront:roles';
export const SENSITIVE = 'stagefront:sensitive';

/** Answers without a principal; everything else needs one. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);
export const Roles = (...roles: Role[]): CustomDecorator => SetMetadata(ROLES, roles);
/** Counted by the tight limit as well. */
export const Sensitive = (): CustomDecorator => SetMetadata(SENSITIVE, true);

export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const principal: Principal | undefined = context.switchToHttp().getRequest().principal;
  if (principal === undefined) throw new UnauthorizedException('Authentication is required');
  return principal;
});
