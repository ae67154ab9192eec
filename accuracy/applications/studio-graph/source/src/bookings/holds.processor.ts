import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { BookingsService } from './bookings.service';

@Processor('holds', { concurrency: 5 })
export class HoldsProcessor extends WorkerHost {
  constructor(private readonly bookings: BookingsService) {
    super();
  }

  async process(job: Job<{ bookingId: string }>): Promise<void> {
    await this.bookings.expire(job.data.bookingId);
  }
}
