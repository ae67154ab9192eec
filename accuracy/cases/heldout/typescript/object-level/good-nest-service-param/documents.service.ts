import { Injectable, NotFoundException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Document } from './document.entity'

@Injectable()
export class DocumentsService {
  constructor(@InjectRepository(Document) private readonly documents: Repository<Document>) {}

  async open(id: number, ownerId: number): Promise<{ text: string; openedBy: number }> {
    const document = await this.documents.findOneBy({ id, ownerId })
    if (document === null) throw new NotFoundException()
    return { text: document.text, openedBy: ownerId }
  }
}
