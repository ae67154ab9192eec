import { Controller, Get, Post, Req, UseGuards } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { JwtAuthGuard } from './jwt-auth.guard';

@Controller('tickets')
@UseGuards(JwtAuthGuard)
export class TicketsController {
  constructor(private readonly jwt: JwtService) {}

  @Get('me')
  me(@Req() req: any) {
    return { id: req.user.id };
  }

  @Post()
  async issue(@Req() req: any) {
    return { ticket: await this.jwt.signAsync({ sub: req.user.id, acc: req.user.accountId }) };
  }
}
