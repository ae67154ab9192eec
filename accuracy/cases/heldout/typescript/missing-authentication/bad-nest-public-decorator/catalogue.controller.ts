import { Body, Controller, Get, Post } from '@nestjs/common'
import { replaceCatalogue } from './catalogue'
import { Public } from './public.decorator'

@Controller('catalogue')
export class CatalogueController {
  @Public()
  @Get('health')
  health() {
    return { status: 'ok' }
  }

  @Public()
  @Post('import')
  async import(@Body() body: { items: string[] }) {
    return { imported: await replaceCatalogue(body.items) }
  }
}
