import { Body, Controller, HttpCode, Put } from '@nestjs/common'
import { SettingsService } from './settings.service'

@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Put()
  @HttpCode(204)
  put(@Body() body: { path: string[]; value: string }) {
    this.settings.set(body.path, body.value)
  }
}
