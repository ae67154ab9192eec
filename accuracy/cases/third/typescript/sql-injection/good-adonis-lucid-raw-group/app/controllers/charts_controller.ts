import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ChartService from '#services/chart_service'
import { chartValidator } from '#validators/chart'

@inject()
export default class ChartsController {
  constructor(private readonly charts: ChartService) {}

  async revenue({ request, auth, response }: HttpContext) {
    const user = auth.getUserOrFail()
    const { unit = 'day', since } = await chartValidator.validate(request.qs())
    const from = since ?? DateTime.now().minus({ days: 30 }).toJSDate()
    const points = await this.charts.revenue(user.shopId, unit, from)
    return response.ok({ unit, points })
  }
}
