/** The position in the address bar: `?doc=…&bead=…&order=…&agenda=…&only=…`. */

const ORDERS = new Set(["queue", "reading"]);

/** What the address says, "" where it says nothing. */
export function position() {
  const query = new URLSearchParams(window.location.search);
  const order = query.get("order");
  return { doc: query.get("doc") || "", bead: query.get("bead") || "", order: ORDERS.has(order) ? order : "", agenda: query.get("agenda") || "", only: query.get("only") || "" };
}

/** Put a bead into the address without a step in the browser's history. */
export function remember(doc, bead, order = "") {
  const query = new URLSearchParams(window.location.search);
  query.set("doc", doc);
  if (order) query.set("order", order);
  if (bead) query.set("bead", bead);
  else query.delete("bead");
  const address = `${window.location.pathname}?${query}`;
  if (address !== window.location.pathname + window.location.search) {
    window.history.replaceState(window.history.state, "", address);
  }
}

/** Put another document into the address, as a step that “back” takes back. */
export function visit(doc) {
  window.history.pushState(null, "", `${window.location.pathname}?${new URLSearchParams({ doc })}`);
}
