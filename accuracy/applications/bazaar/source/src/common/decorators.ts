import { applyDecorators, createParamDecorator, ExecutionContext, SetMetadata, Type, UseInterceptors } from '@nestjs/common';
import { Role } from '../entities';
import { PresentInterceptor } from './present.interceptor';

export const PUBLIC = Symbol('public');
export const ROLES = Symbol('roles');
export const LIMIT = Symbol('limit');

export interface Limit {
  points: number;
  seconds: number;
}

export interface Actor {
  id: string;
  roles: Role[];
}

export const Public = () => SetMetadata(PUBLIC, true);
export const Roles = (...roles: Role[]) => SetMetadata(ROLES, roles);
export const RateLimit = (points: number, seconds: number) => SetMetadata(LIMIT, { points, seconds } satisfies Limit);
export const Present = (dto: Type) => applyDecorators(UseInterceptors(new PresentInterceptor(dto)));

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest().actor;
});
