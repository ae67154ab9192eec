import { Controller, Get, Post, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Subscription } from './subscription.entity'

@Controller('subscription')
@UseGuards(AuthGuard('jwt'))
export class SubscriptionController {
  constructor(@InjectRepository(Subscription) private readonly subscriptions: Repository<Subscription>) {}

  @Get()
  show(@Req() request: { user: { id: number } }) {
    return this.subscriptions.findOneBy({ userId: request.user.id })
  }

  @Post('cancel')
  async cancel(@Req() request: { user: { id: number } }) {
    await this.subscriptions.delete({ userId: request.user.id })
    return { cancelled: true }
  }
}
