export interface Preview {
  readonly title: string
}

const previews = new Map<string, Preview>()

export async function previewOf(address: string, load: (address: string) => Promise<Preview>): Promise<Preview> {
  const known = previews.get(address)
  if (known !== undefined) return known
  const fresh = await load(address)
  previews.set(address, fresh)
  return fresh
}
