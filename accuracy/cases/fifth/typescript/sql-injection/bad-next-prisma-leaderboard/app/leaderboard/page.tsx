import { ranking } from '@/lib/ranking'

export const revalidate = 60

export default async function LeaderboardPage() {
  const rows = (await ranking('points', 1)) as { player: string; score: number }[]
  return (
    <ol>
      {rows.map(({ player, score }) => (
        <li key={player}>
          {player}: {score}
        </li>
      ))}
    </ol>
  )
}
