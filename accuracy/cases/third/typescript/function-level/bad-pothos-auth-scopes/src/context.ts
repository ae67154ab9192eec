export interface Context {
  viewer: { id: string; roles: string[] } | null
  members: {
    ban(id: string, reason: string, by: string): Promise<boolean>
    rename(id: string, name: string): Promise<boolean>
  }
}
