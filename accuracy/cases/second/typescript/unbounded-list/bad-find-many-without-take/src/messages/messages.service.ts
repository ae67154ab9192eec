import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

@Injectable()
export class MessagesService {
  constructor(private readonly prisma: PrismaService) {}

  list(channelId: number) {
    return this.prisma.message.findMany({
      where: { channelId },
      orderBy: { id: 'desc' },
    })
  }
}
