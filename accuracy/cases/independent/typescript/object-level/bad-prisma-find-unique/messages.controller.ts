import { Controller, Get, NotFoundException, Param, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { PrismaService } from './prisma.service'

@Controller('messages')
@UseGuards(AuthGuard('jwt'))
export class MessagesController {
  constructor(private readonly prisma: PrismaService) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: { user: { id: string } }) {
    const message = await this.prisma.message.findUnique({ where: { id } })
    if (message === null) throw new NotFoundException()
    return { text: message.text }
  }
}
