import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Share } from './shares.entity'
import { shareToken } from './token'

@Injectable()
export class SharesService {
  constructor(@InjectRepository(Share) private readonly shares: Repository<Share>) {}

  async share(ownerId: string, albumId: number) {
    const { token } = await this.shares.save({ token: shareToken(), albumId, ownerId })
    return { address: `https://photos.example/s/${token}` }
  }
}
