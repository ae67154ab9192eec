import { Body, Controller, Post, Req, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { ClaimDeviceDto } from './dto/claim-device.dto';
import { DevicesService } from './devices.service';

@Controller('devices')
@UseGuards(JwtAuthGuard)
@UsePipes(new ValidationPipe({ whitelist: true }))
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  @Post('claim')
  claim(@Req() req: any, @Body() dto: ClaimDeviceDto) {
    return this.devices.claim(req.user.accountId, dto);
  }
}
