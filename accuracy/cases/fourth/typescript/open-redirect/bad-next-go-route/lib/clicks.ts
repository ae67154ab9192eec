const counts = new Map<string, number>()

export async function countClick(target: string): Promise<void> {
  if (counts.size < 1000) {
    counts.set(target, (counts.get(target) ?? 0) + 1)
  }
}
