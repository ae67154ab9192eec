import { Injectable } from '@nestjs/common'
import { Eta } from 'eta'

@Injectable()
export class BannerService {
  private readonly eta = new Eta({ autoEscape: true })
  private readonly layout = '<strong><%= it.headline %></strong>'

  render(headline: string): string {
    return this.eta.renderString(`<strong>${headline}</strong>`, { headline })
  }
}
