import { Body, Controller, Post } from '@nestjs/common'
import { PreviewService } from './preview.service'

@Controller('preview')
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  @Post()
  async create(@Body('address') address: string) {
    return { title: await this.previews.title(address) }
  }
}
