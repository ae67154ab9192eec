import { Injectable } from '@nestjs/common'
import { PagesRepository } from './pages.repository'

@Injectable()
export class PagesService {
  constructor(private readonly pages: PagesRepository) {}

  async history(slug: string): Promise<number[]> {
    const revisions = await this.pages.revisions(slug.toLowerCase())
    return revisions.map(({ id }) => id)
  }
}
