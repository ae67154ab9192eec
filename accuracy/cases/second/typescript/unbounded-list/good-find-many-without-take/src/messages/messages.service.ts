import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

@Injectable()
export class MessagesService {
  constructor(private readonly prisma: PrismaService) {}

  list(channelId: number, before?: number) {
    return this.prisma.message.findMany({
      where: { channelId, id: { lt: before } },
      orderBy: { id: 'desc' },
      take: 50,
    })
  }
}
