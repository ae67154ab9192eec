import { consume } from './consumer'

consume().catch((error) => {
  console.error(error)
  process.exit(1)
})
