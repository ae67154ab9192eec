export const configuration = () => ({
  port: parseInt(process.env.PORT ?? '3000', 10),
  database: {
    url: process.env.DATABASE_URL,
    poolSize: parseInt(process.env.DB_POOL ?? '10', 10),
  },
  auth: {
    jwtSecret: process.env.JWT_SECRET ?? 'courtside',
    accessTtl: process.env.ACCESS_TTL ?? '15m',
    refreshTtl: process.env.REFRESH_TTL ?? '30d',
  },
  media: {
    root: process.env.MEDIA_ROOT ?? '/var/lib/courtside/media',
  },
  partners: {
    webhookSecret: process.env.PARTNER_WEBHOOK_SECRET,
    weatherUrl: 'https://weather.courtside.example/v2/hourly',
  },
  doorCodeKey: process.env.DOOR_CODE_KEY,
});

export type Configuration = ReturnType<typeof configuration>;
