import { Body, Controller, Param, Patch, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { ProjectMemberGuard } from '../projects/member.guard';
import { TasksService } from './tasks.service';

export class RenameDto {
  @IsString()
  @MaxLength(120)
  title: string;
}

@Controller('projects/:projectId/tasks')
@UseGuards(JwtAuthGuard, ProjectMemberGuard)
@UsePipes(new ValidationPipe({ whitelist: true }))
export class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Patch(':taskId')
  rename(@Param('projectId') projectId: string, @Param('taskId') taskId: string, @Body() dto: RenameDto) {
    return this.tasks.rename(projectId, taskId, dto.title);
  }
}
