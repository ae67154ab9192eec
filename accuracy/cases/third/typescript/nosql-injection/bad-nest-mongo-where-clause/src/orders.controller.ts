import { Body, Controller, Post } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { IsString } from 'class-validator'
import type { Model } from 'mongoose'
import type { OrderDocument } from './order.schema'

class MarginDto {
  @IsString()
  atLeast: string
}

@Controller('orders')
export class OrdersController {
  constructor(@InjectModel('Order') private readonly orders: Model<OrderDocument>) {}

  @Post('margin')
  margin(@Body() body: MarginDto) {
    return this.orders
      .find({ $where: `this.total - this.cost >= ${body.atLeast}` })
      .select('number total cost')
      .limit(100)
      .lean()
  }
}
