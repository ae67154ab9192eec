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
    switch (body.operator) {
      case '+':
        return { result: Number(body.left) + Number(body.right) }
      case '-':
        return { result: Number(body.left) - Number(body.right) }
      default:
        return { result: Number.NaN }
    }
  }
}
