import { Body, Controller, ParseIntPipe, Post, Req } from '@nestjs/common'
import { SharesService } from './shares.service'

@Controller('shares')
export class SharesController {
  constructor(private readonly shares: SharesService) {}

  @Post()
  share(@Req() request: { user: { sub: string } }, @Body('albumId', ParseIntPipe) albumId: number) {
    return this.shares.share(request.user.sub, albumId)
  }
}
