import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Task } from '../entities';

@Injectable()
export class TasksService {
  constructor(private readonly em: EntityManager) {}

  async rename(projectId: string, taskId: string, title: string) {
    const task = await this.em.findOneOrFail(Task, { id: taskId, project: projectId });
    task.title = title;
    await this.em.flush();
    return { id: task.id, projectId, title: task.title };
  }
}
