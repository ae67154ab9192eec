import vine from '@vinejs/vine'

export const chartValidator = vine.compile(
  vine.object({
    unit: vine.string().trim().maxLength(200).optional(),
    since: vine.date().optional(),
  }),
)
