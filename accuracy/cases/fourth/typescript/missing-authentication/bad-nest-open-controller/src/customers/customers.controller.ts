import { Body, Controller, Delete, Param, ParseIntPipe, Post } from '@nestjs/common'
import { CreateCustomerDto } from './create-customer.dto'
import { CustomersService } from './customers.service'

@Controller('customers')
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
