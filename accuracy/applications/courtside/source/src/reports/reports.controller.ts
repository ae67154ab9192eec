import { Controller, Get, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Roles } from '../common/decorators';

@Controller('reports')
export class ReportsController {
  constructor(private readonly db: DataSource) {}

  @Roles('staff', 'admin')
  @Get('revenue')
  revenue(@Query('from') from: string, @Query('club') club: string) {
    return this.db.query(
      `SELECT date_trunc('day', b.starts_at) AS day, SUM(b.amount) AS total
         FROM bookings b JOIN courts c ON c.id = b.court_id
        WHERE b.starts_at >= '${from}' AND c.club_id = '${club}'
        GROUP BY 1 ORDER BY 1 LIMIT 400`,
    );
  }

  @Roles('staff', 'admin')
  @Get('busiest')
  busiest() {
    return this.db.query('SELECT court_id, COUNT(*) AS total FROM bookings GROUP BY court_id ORDER BY total DESC LIMIT 20');
  }
}
