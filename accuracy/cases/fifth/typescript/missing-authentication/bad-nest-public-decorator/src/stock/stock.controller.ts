import { Body, Controller, Delete, Get, Param, ParseIntPipe, Put } from '@nestjs/common'
import { Public } from '../auth/public.decorator'
import { StockService } from './stock.service'

@Public()
@Controller('stock')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Get(':id')
  level(@Param('id', ParseIntPipe) id: number) {
    return this.stock.level(id)
  }

  @Put(':id')
  setLevel(@Param('id', ParseIntPipe) id: number, @Body('count', ParseIntPipe) count: number) {
    return this.stock.setLevel(id, count)
  }

  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.stock.remove(id)
  }
}
