import { Body, Controller, Post } from '@nestjs/common'

interface Calculation {
  left: number
  right: number
  operator: string
}

@Controller('calculations')
export class CalculationsController {
  @Post()
  calculate(@Body() body: Calculation): { result: number } {
    return { result: eval(`${body.left} ${body.operator} ${body.right}`) }
  }
}
