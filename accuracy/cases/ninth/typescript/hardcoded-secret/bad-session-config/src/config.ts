export const config = {
  port: Number(process.env.PORT ?? 3000),
  session: {
    name: 'sid',
    secret: 'violet-harbour-lantern-seventeen',
  },
}
