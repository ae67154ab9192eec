import { Injectable, Logger } from '@nestjs/common'
import { SearchIndex } from './search-index'

@Injectable()
export class IndexingService {
  private readonly logger = new Logger(IndexingService.name)

  constructor(private readonly index: SearchIndex) {}

  async publish(id: number, text: string): Promise<void> {
    this.logger.debug(`publishing ${id}`)
    await this.index.put(id, text).catch((error: Error) => this.logger.error(`index of ${id} failed`, error.stack))
  }
}
