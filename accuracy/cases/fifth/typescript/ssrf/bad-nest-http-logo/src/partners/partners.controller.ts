import { Body, Controller, Put, Req } from '@nestjs/common'
import { LogoDto } from './logo.dto'
import { PartnersService } from './partners.service'

@Controller('partner')
export class PartnersController {
  constructor(private readonly partners: PartnersService) {}

  @Put('logo')
  logo(@Req() request: { user: { sub: string } }, @Body() body: LogoDto) {
    return this.partners.keepLogo(request.user.sub, body.address)
  }
}
