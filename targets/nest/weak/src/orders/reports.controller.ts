import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { Roles } from '../common/roles.decorator';
import { RolesGuard } from '../common/roles.guard';
import { DatabaseService } from '../database/database.service';

@Controller('reports')
export class ReportsController {
  constructor(private readonly db: DatabaseService) {}

  @Get('attendees.csv')
  @Header('Content-Type', 'text/csv')
  attendees() {
    const rows = this.db.all('SELECT users.name, users.email, users.phone, orders.event_id FROM orders JOIN users ON users.id = user_id');
    return ['name,email,phone,event', ...rows.map((row) => `${row.name},${row.email},${row.phone},${row.event_id}`)].join('\n');
  }

  @Get('revenue')
  @Roles('admin')
  @UseGuards(JwtAuthGuard, RolesGuard)
  revenue() {
    return this.db.all("SELECT event_id, SUM(total) AS total FROM orders WHERE status = 'paid' GROUP BY event_id ORDER BY total DESC LIMIT 100");
  }
}
