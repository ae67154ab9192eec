import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common'
import { Reflector } from '@nestjs/core'

export const Roles = (...roles: string[]) => SetMetadata('roles', roles)

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const wanted = this.reflector.get<string[]>('roles', context.getHandler()) ?? []
    const { user } = context.switchToHttp().getRequest()
    return wanted.length === 0 || wanted.some((role) => user.roles.includes(role))
  }
}
