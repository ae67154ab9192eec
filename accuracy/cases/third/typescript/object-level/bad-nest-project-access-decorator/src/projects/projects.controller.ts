import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put, UseGuards } from '@nestjs/common'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'
import { ProjectAccess } from './project-access.decorator'
import { ProjectsService } from './projects.service'
import { RenameDto } from './rename.dto'

@Controller('projects/:projectId')
@UseGuards(JwtAuthGuard)
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Get()
  @ProjectAccess('read')
  one(@Param('projectId', ParseUUIDPipe) projectId: string) {
    return this.projects.one(projectId)
  }

  @Put('name')
  @ProjectAccess('write')
  rename(@Param('projectId', ParseUUIDPipe) projectId: string, @Body() { name }: RenameDto) {
    return this.projects.rename(projectId, name)
  }

  @Delete()
  @HttpCode(204)
  remove(@Param('projectId', ParseUUIDPipe) projectId: string) {
    return this.projects.remove(projectId)
  }
}
