"use client";

import { useActionState, type ReactNode } from "react";

type State = { error?: string; done?: boolean };
type Props = { action: (previous: State, form: FormData) => Promise<State>; label: string; children?: ReactNode };

export function ActionForm({ action, label, children }: Props) {
  const [state, submit, pending] = useActionState(action, {});
  return (
    <form action={submit}>
      {children}
      <button disabled={pending}>{label}</button>
      {state.error && <p role="alert">{state.error}</p>}
      {state.done && <p role="status">Done.</p>}
    </form>
  );
}
