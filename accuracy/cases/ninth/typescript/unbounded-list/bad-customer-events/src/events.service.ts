import { Injectable } from '@nestjs/common'
import { PrismaClient } from '@prisma/client'

@Injectable()
export class EventsService {
  private readonly prisma = new PrismaClient()

  list(kind: string, _page: number) {
    return this.prisma.event.findMany({ where: { kind }, orderBy: { id: 'desc' } })
  }
}
