import { IsOptional } from 'class-validator';
import { Text } from '../common/validation';

export class SearchQuery {
  @IsOptional() @Text(60)
  q = '';
}
