import { Body, Controller, Get, Headers, HttpCode, Param, Post, RawBodyRequest, Req, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { IsString, IsUrl } from 'class-validator';
import type { Request } from 'express';
import { partnerSignatureOk } from '../common/crypto';
import { Public } from '../common/decorators';
import { PartnersService } from './partners.service';

class CalendarDto {
  @IsString()
  @IsUrl({ require_tld: false })
  address: string;
}

@Controller('partners')
export class PartnersController {
  constructor(
    private readonly partners: PartnersService,
    private readonly config: ConfigService,
  ) {}

  @Public()
  @HttpCode(204)
  @Post('payments')
  async payment(@Req() req: RawBodyRequest<Request>, @Headers('x-partner-signature') signature: string | undefined, @Body() body: { bookingId: string }) {
    const secret = this.config.getOrThrow<string>('partners.webhookSecret');
    if (!partnerSignatureOk(req.rawBody ?? Buffer.alloc(0), signature, secret)) throw new UnauthorizedException();
    await this.partners.paid(body.bookingId);
  }

  @Post('calendar')
  calendar(@Body() dto: CalendarDto) {
    return this.partners.readCalendar(dto.address);
  }

  @Get('weather/:club')
  weather(@Param('club') club: string) {
    return this.partners.weather(club);
  }
}
