export default function SettingsPage() {
  return (
    <main>
      <h1>Settings</h1>
      <a href="/api/account/close">Close my account</a>
    </main>
  )
}
