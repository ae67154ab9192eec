import { type CanActivate, type ExecutionContext, Injectable, NotFoundException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { MembershipsService } from '../memberships/memberships.service'
import { ACCESS, type Access } from './project-access.decorator'

@Injectable()
export class ProjectAccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly memberships: MembershipsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access>(ACCESS, context.getHandler())
    const { user, params } = context.switchToHttp().getRequest()
    const role = await this.memberships.roleIn(params.projectId, user.id)
    if (!role || (access === 'write' && role === 'viewer')) throw new NotFoundException('No such project')
    return true
  }
}
