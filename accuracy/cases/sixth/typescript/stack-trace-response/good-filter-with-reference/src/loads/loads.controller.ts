import { Controller, Get, NotFoundException, Param, Req, UseGuards } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';

@Controller('loads')
@UseGuards(JwtAuthGuard)
export class LoadsController {
  private readonly prisma = new PrismaClient();

  @Get(':id')
  async one(@Req() req: any, @Param('id') id: string) {
    const load = await this.prisma.load.findFirst({
      where: { id, accountId: req.user.accountId },
      select: { id: true, origin: true, destination: true },
    });
    if (!load) throw new NotFoundException();
    return load;
  }
}
