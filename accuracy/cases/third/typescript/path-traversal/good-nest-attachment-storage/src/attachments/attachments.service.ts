import { Injectable, NotFoundException } from '@nestjs/common'
import { DiskStorage } from './disk-storage'

@Injectable()
export class AttachmentsService {
  constructor(private readonly storage: DiskStorage) {}

  async open(ticketId: string, name: string) {
    if (!(await this.storage.has(ticketId, name))) throw new NotFoundException('No such attachment')
    return this.storage.read(ticketId, name)
  }
}
