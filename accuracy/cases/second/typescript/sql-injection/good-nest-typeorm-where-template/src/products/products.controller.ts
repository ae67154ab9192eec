import { Controller, DefaultValuePipe, Get, ParseIntPipe, Query } from '@nestjs/common'
import { Public } from '../auth/public.decorator'
import { ProductsService } from './products.service'

@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Public()
  @Get('search')
  search(@Query('q') term = '', @Query('page', new DefaultValuePipe(0), ParseIntPipe) page: number) {
    return this.products.search(term, page)
  }
}
