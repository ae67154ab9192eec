import { Injectable } from '@nestjs/common'

export interface Campaign {
  readonly id: number
  readonly code: string
  readonly url: string
}

@Injectable()
export class CampaignsService {
  private readonly campaigns: readonly Campaign[] = [{ id: 1, code: 'spring', url: 'https://www.example.org/spring' }]
  private readonly counts = new Map<number, number>()

  async byCode(code: string): Promise<Campaign | undefined> {
    return this.campaigns.find((each) => each.code === code)
  }

  async count(id: number, isDirect: boolean): Promise<void> {
    if (!isDirect) this.counts.set(id, (this.counts.get(id) ?? 0) + 1)
  }
}
