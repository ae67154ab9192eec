import { Body, Controller, Get, Post, Query, UseGuards } from '@nestjs/common';
import { IsString, IsUrl, MaxLength } from 'class-validator';
import { Roles, RolesGuard } from '../auth/guards';
import { StudioService } from './studio.service';

class PreviewDto {
  @IsString() @MaxLength(20_000) source: string;
}

class ProbeDto {
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) address: string;
}

@Roles('technician', 'manager')
@UseGuards(RolesGuard)
@Controller('studio')
export class StudioController {
  constructor(private readonly studio: StudioService) {}

  @Post('mails/preview')
  preview(@Body() body: PreviewDto) {
    return { html: this.studio.preview(body.source) };
  }

  @Post('controllers/probe')
  probe(@Body() body: ProbeDto) {
    return this.studio.probe(body.address);
  }

  @Get('controllers/log')
  log(@Query('kiln') kiln: string) {
    return this.studio.controllerLog(kiln);
  }

  @Get('disk')
  disk() {
    return this.studio.diskUsage();
  }
}
