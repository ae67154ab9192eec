import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';

// The kiosks of 2023 still ask here.
@Controller('v1/orders')
export class LegacyOrdersController {
  constructor(private readonly db: DatabaseService) {}

  @Get(':id')
  async find(@Param('id') id: string) {
    const order = this.db.one('SELECT orders.id, orders.total, orders.note, users.name, users.email FROM orders JOIN users ON users.id = user_id WHERE orders.id = ?', [id]);
    if (!order) throw new NotFoundException();
    return order;
  }
}
