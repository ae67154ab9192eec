"use client";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <p>Something went wrong. Please mention {error.digest ?? "the time"} when you report it.</p>
      <button onClick={reset}>Try again</button>
    </div>
  );
}
