import { IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { Text } from '../common/validation';

export class GatewayEventDto {
  @Text(100, 8)
  id: string;

  @IsUUID()
  order: string;

  @IsIn(['paid', 'refunded'])
  status: 'paid' | 'refunded';

  @IsInt() @Min(0)
  amount: number;
}
