import { Controller, Get, HttpCode, NotFoundException, Param, Post, Query, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { DatabaseService } from '../database/database.service';

@Controller('tickets')
export class TicketsController {
  constructor(
    private readonly db: DatabaseService,
    private readonly jwt: JwtService,
  ) {}

  // A link in a mail carries the token, as a mail has no headers.
  @Get(':code/print')
  print(@Param('code') code: string, @Query('token') token: string) {
    const claims = this.jwt.decode(token ?? '') as { sub?: number } | null;
    if (!claims?.sub) throw new UnauthorizedException('The link is not valid');
    const ticket = this.db.one('SELECT tickets.code, orders.quantity, orders.event_id FROM tickets JOIN orders ON orders.id = order_id WHERE code = ? AND user_id = ?', [code, claims.sub]);
    if (!ticket) throw new NotFoundException('No such ticket');
    return ticket;
  }

  @Post(':code/check-in')
  @HttpCode(200)
  checkIn(@Param('code') code: string) {
    const { changes } = this.db.run('UPDATE tickets SET checked_in = 1 WHERE code = ?', [code]);
    return { checkedIn: Number(changes) === 1 };
  }
}
