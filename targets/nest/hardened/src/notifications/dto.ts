import { Text } from '../common/validation';

export class PreviewDto {
  @Text(1000, 1)
  template: string;

  @Text(80)
  name: string;
}
