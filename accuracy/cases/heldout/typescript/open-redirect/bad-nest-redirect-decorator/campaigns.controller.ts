import { Controller, Get, NotFoundException, Param, Query, Redirect } from '@nestjs/common'
import { CampaignsService } from './campaigns.service'

@Controller('c')
export class CampaignsController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Get(':code')
  @Redirect()
  async follow(@Param('code') code: string, @Query('to') to?: string) {
    const campaign = await this.campaigns.byCode(code)
    if (campaign === undefined) throw new NotFoundException()
    await this.campaigns.count(campaign.id, to !== undefined)
    return { url: to ?? campaign.url, statusCode: 302 }
  }
}
