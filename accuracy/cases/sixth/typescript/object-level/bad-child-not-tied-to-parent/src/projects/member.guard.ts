import { EntityManager } from '@mikro-orm/postgresql';
import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Project } from '../entities';

@Injectable()
export class ProjectMemberGuard implements CanActivate {
  constructor(private readonly em: EntityManager) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { user, params } = context.switchToHttp().getRequest();
    const project = await this.em.findOne(Project, { id: params.projectId });
    return project?.memberIds.includes(user.id) ?? false;
  }
}
