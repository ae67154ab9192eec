/** Calls again up to three times, with a little jitter between attempts. */
export async function retry(action) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action()
    } catch (error) {
      if (attempt === 3) throw error
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt + Math.random() * 25))
    }
  }
}
