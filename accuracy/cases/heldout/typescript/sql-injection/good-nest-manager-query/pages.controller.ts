import { Controller, Get, Param } from '@nestjs/common'
import { PagesService } from './pages.service'

@Controller('pages')
export class PagesController {
  constructor(private readonly pages: PagesService) {}

  @Get(':slug/history')
  history(@Param('slug') slug: string) {
    return this.pages.history(slug)
  }
}
