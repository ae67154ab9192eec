import { BadRequestException, Injectable } from '@nestjs/common'

interface Strategy {
  price(amount: number): number
}

const STRATEGIES: ReadonlyMap<string, () => Promise<{ strategy: Strategy }>> = new Map([
  ['flat', () => import('./strategies/flat')],
  ['tiered', () => import('./strategies/tiered')],
])

@Injectable()
export class StrategiesService {
  async find(name: string): Promise<Strategy> {
    const load = STRATEGIES.get(name)
    if (load === undefined) throw new BadRequestException()
    const { strategy } = await load()
    return strategy
  }
}
