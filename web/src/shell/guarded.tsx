import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";

/** A part of the page; where it fails, a sentence stands in its place, and the other parts go on. */
export function Guarded({ what, children }: { readonly what: string; readonly children: ComponentChildren }) {
  const [error, tryAgain] = useErrorBoundary((found) => console.error(found));
  if (error === undefined) return <>{children}</>;
  return (
    <div class="panel-note">
      <p class="fault" role="alert">
        This {what} cannot be shown: {error instanceof Error ? error.message : String(error)}. This is a fault of chartkit's own; nothing of your runs is lost.
      </p>
      <button type="button" onClick={tryAgain}>
        Try again
      </button>
    </div>
  );
}
