import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common'
import { ProjectAccessGuard } from './project-access.guard'

export type Access = 'read' | 'write'
export const ACCESS = 'project-access'

export const ProjectAccess = (access: Access) => applyDecorators(SetMetadata(ACCESS, access), UseGuards(ProjectAccessGuard))
