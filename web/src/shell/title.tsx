import { useEffect } from "preact/hooks";

/** The one heading of a view, which is the window's title as well. It can be focused when the view changes. */
export function ViewTitle({ text, isUnseen = false }: { text: string; isUnseen?: boolean }) {
  useEffect(() => {
    document.title = `${text} · chartkit`;
  }, [text]);
  return (
    <h1 tabIndex={-1} class={isUnseen ? "unseen" : undefined}>
      {text}
    </h1>
  );
}
