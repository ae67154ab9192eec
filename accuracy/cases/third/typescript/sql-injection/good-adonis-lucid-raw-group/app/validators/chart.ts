import vine from '@vinejs/vine'

export const chartValidator = vine.compile(
  vine.object({
    unit: vine.enum(['day', 'week', 'month']).optional(),
    since: vine.date().optional(),
  }),
)
