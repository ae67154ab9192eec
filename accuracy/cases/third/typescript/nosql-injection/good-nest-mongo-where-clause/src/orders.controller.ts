import { Body, Controller, Post } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { IsInt } from 'class-validator'
import type { Model } from 'mongoose'
import type { OrderDocument } from './order.schema'

class MarginDto {
  @IsInt()
  atLeast: number
}

@Controller('orders')
export class OrdersController {
  constructor(@InjectModel('Order') private readonly orders: Model<OrderDocument>) {}

  @Post('margin')
  margin(@Body() body: MarginDto) {
    return this.orders
      .find({ $expr: { $gte: [{ $subtract: ['$total', '$cost'] }, body.atLeast] } })
      .select('number total cost')
      .limit(100)
      .lean()
  }
}
