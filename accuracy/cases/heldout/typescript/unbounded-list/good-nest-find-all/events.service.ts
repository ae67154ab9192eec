import { Injectable } from '@nestjs/common'
import { PrismaService } from './prisma.service'

@Injectable()
export class EventsService {
  constructor(private readonly prisma: PrismaService) {}

  findPage(page: number) {
    return this.prisma.event.findMany({ orderBy: { startsAt: 'asc' }, select: { id: true, title: true }, take: 50, skip: 50 * page })
  }
}
