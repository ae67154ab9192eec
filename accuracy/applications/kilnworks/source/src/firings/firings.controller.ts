import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Query, UseGuards } from '@nestjs/common';
import { IsInt, Max, Min } from 'class-validator';
import { Me, Public, Roles, RolesGuard } from '../auth/guards';
import { User } from '../entities';
import { FiringsService } from './firings.service';

class BookDto {
  @IsInt() @Min(1) @Max(6) shelves: number;
}

@Controller('firings')
export class FiringsController {
  constructor(private readonly firings: FiringsService) {}

  @Public()
  @Get()
  upcoming() {
    return this.firings.upcoming();
  }

  @Roles('technician', 'manager')
  @UseGuards(RolesGuard)
  @Get('usage')
  usage(@Query('kiln') kiln: string, @Query('unit') unit = 'week') {
    return this.firings.usage(kiln, unit);
  }

  @Post(':id/bookings')
  book(@Param('id', ParseIntPipe) id: number, @Me() me: User, @Body() body: BookDto) {
    return this.firings.book(me.id, id, body.shelves);
  }

  @HttpCode(204)
  @Delete('bookings/:booking')
  cancel(@Param('booking', ParseIntPipe) booking: number) {
    return this.firings.cancel(booking);
  }

  @Roles('technician', 'manager')
  @HttpCode(204)
  @Post(':id/abort')
  abort(@Param('id', ParseIntPipe) id: number) {
    return this.firings.abort(id);
  }
}
