import { BadRequestException, Injectable } from '@nestjs/common'

interface Strategy {
  price(amount: number): number
}

@Injectable()
export class StrategiesService {
  async find(name: string): Promise<Strategy> {
    if (name === '') throw new BadRequestException()
    const { strategy } = (await import(`./strategies/${name}`)) as { strategy: Strategy }
    return strategy
  }
}
