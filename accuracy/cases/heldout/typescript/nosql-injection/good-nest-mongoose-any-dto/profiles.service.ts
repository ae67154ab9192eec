import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Connection } from 'mongoose'

@Injectable()
export class ProfilesService {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  byHandle(handle: string) {
    return this.connection.collection('profiles').findOne({ handle, hidden: false })
  }
}
