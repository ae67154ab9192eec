import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Text } from '../common/validation';

export class CreateOrderDto {
  @IsInt() @Min(1) @Max(1_000_000_000)
  eventId: number;

  @IsInt() @Min(1) @Max(8)
  quantity: number;

  @IsOptional() @Text(500)
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
