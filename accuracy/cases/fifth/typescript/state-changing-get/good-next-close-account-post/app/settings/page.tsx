export default function SettingsPage() {
  return (
    <main>
      <h1>Settings</h1>
      <form method="post" action="/api/account/close">
        <button>Close my account</button>
      </form>
    </main>
  )
}
