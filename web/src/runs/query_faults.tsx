import type { Fault } from "../api/client";

/** What is wrong with a query, each fault under the query with its place marked. */
export function QueryFaults({ id, query, faults }: { readonly id: string; readonly query: string; readonly faults: readonly Fault[] }) {
  return (
    <div id={id} role="alert" class="query-fault">
      {faults.map(({ message, help, place }) => (
        <p key={message}>
          <Marked text={query} place={place ?? ""} />
          {message} {help && <span class="quiet">{help}</span>}
        </p>
      ))}
    </div>
  );
}

/** The query with the word at fault marked; nothing for a fault without a place. */
function Marked({ text, place }: { text: string; place: string }) {
  const column = Number(/^query:1:(\d+)$/.exec(place)?.[1] ?? 0);
  if (column < 1 || text === "") return null;
  const start = column - 1;
  const word = /^("[^"]*"?|'[^']*'?|[^\s()<>=!~,"']+|\S{1,2})/.exec(text.slice(start))?.[0] ?? " ";
  return (
    <code class="marked">
      {text.slice(0, start)}
      <mark>{word}</mark>
      {text.slice(start + word.length)}
    </code>
  );
}
