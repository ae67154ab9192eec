import { Body, Controller, Delete, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'
import { CreateCustomerDto } from './create-customer.dto'
import { CustomersService } from './customers.service'

@Controller('customers')
@UseGuards(JwtAuthGuard)
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post()
  create(@Body() body: CreateCustomerDto) {
    return this.customers.create(body)
  }

  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number) {
    return this.customers.remove(id)
  }
}
