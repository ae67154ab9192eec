import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma/prisma.service'

@Injectable()
export class ProjectsService {
  constructor(private readonly prisma: PrismaService) {}

  one(id: string) {
    return this.prisma.project.findUniqueOrThrow({ where: { id }, select: { id: true, name: true, createdAt: true } })
  }

  rename(id: string, name: string) {
    return this.prisma.project.update({ where: { id }, data: { name }, select: { id: true, name: true } })
  }

  async remove(id: string): Promise<void> {
    await this.prisma.project.delete({ where: { id } })
  }
}
