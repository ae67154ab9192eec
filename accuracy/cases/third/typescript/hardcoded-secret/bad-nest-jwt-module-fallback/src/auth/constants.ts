export const jwtConstants = {
  secret: process.env.JWT_SECRET || 'kH7!tangerine-quarry-92-ladder',
  issuer: 'https://id.millrace.example',
}
