import { IsInt, IsOptional, Min } from 'class-validator';

export class CreateOrderDto {
  @IsInt()
  eventId: number;

  @IsInt()
  @Min(1)
  quantity: number;

  @IsOptional()
  note?: string;

  @IsOptional()
  total?: number;
}
