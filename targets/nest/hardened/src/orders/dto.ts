import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent, Text } from '../common/validation';

export class CreateOrderDto {
  @IsInt() @Min(1) @Max(1_000_000_000)
  eventId: number;

  @IsInt() @Min(1) @Max(8)
  quantity: number;

  @MayBeAbsent() @Text(500)
  note?: string;
}

export class UpdateOrderDto {
  @Text(500)
  note: string;
}

export class CheckInDto {
  @Text(100, 1)
  code: string;
}
