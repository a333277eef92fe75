// YASGUI in the place of the plain editor, where it was built: our names for its fields, and our plot among its views.
"use strict";

const place = document.getElementById("yasgui");
const plain = document.getElementById("query-form");

const isDay = (term) => /#date(Time)?$/.test(term.datatype || "") || /^\d{4}-\d\d-\d\d$/.test(term.value);
const isNumber = (term) => /#(decimal|integer|double)$/.test(term.datatype || "");

/** Draws a day and a number over time; the service draws, as it does for the plain editor. */
class Plot {
  constructor(yasr) {
    this.yasr = yasr;
    this.label = "Plot";
    this.priority = 1;
  }

  canHandleResults() {
    const results = this.yasr.results;
    const rows = (results && results.getBindings && results.getBindings()) || [];
    const all = (test) => (results.getVariables() || []).some((name) => {
      const terms = rows.map((row) => row[name]).filter(Boolean);
      return terms.length > 0 && terms.every(test);
    });
    return rows.length > 1 && all(isDay) && all(isNumber);
  }

  async draw() {
    const query = place.dataset.asked || "";
    const answer = await fetch("/editor/plot", { method: "POST", body: new URLSearchParams({ query }) });
    const said = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html").body;
    const note = document.createElement("p");
    note.textContent = answer.ok ? "There are no two different values to draw." : "The service could not draw this.";
    this.yasr.resultsEl.replaceChildren(...(said.children.length ? said.children : [note]));
  }

  getIcon() {
    const [icon, line] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    const drawn = { d: "M3 3v18h18M7 15l4-4 3 3 6-7", fill: "none", stroke: "currentColor", "stroke-width": "2.5" };
    Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" }).forEach((each) => icon.setAttribute(...each));
    Object.entries(drawn).forEach((each) => line.setAttribute(...each));
    const holder = document.createElement("div");
    holder.className = "svgImg";
    icon.append(line);
    holder.append(icon);
    return holder;
  }
}

/** Gives names to the controls that come without one. */
function named() {
  const names = [
    [".CodeMirror textarea", "Query"], [".tableSizer", "Rows a page"], [".tableFilter", "Filter the rows"],
  ];
  for (const [where, name] of names) {
    place.querySelectorAll(where).forEach((each) => each.setAttribute("aria-label", name));
  }
  place.querySelectorAll("table.dataTable thead th").forEach((head) => {
    if (head.textContent.trim()) return;
    const number = document.createElement("span");
    number.className = "visually-hidden";
    number.textContent = "Row";
    head.append(number);
  });
  place.querySelectorAll(".yasqe .CodeMirror-scroll").forEach((each) => { each.tabIndex = 0; });
}

if (place && plain && window.Yasgui) {
  const asked = plain.querySelector("textarea").value;
  place.hidden = false;
  if (window.Yasgui.Yasqe) window.Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask other sites
  if (window.Yasgui.Yasr) window.Yasgui.Yasr.registerPlugin("plot", Plot);
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: place.dataset.endpoint, method: "GET" },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    populateFromUrl: false,
  });
  const tab = yasgui.getTab();
  tab.setEndpoint(place.dataset.endpoint);
  tab.setQuery(asked);
  plain.hidden = true;
  const before = document.querySelector("[aria-labelledby=result]");
  const run = Object.assign(document.createElement("button"), { type: "button", textContent: "Run" });
  const link = Object.assign(document.createElement("a"), { href: "/editor", textContent: "Link to this query" });
  const bar = Object.assign(document.createElement("p"), { className: "runs" });
  bar.append(run, link);
  place.querySelector(".yasqe").after(bar);
  run.addEventListener("click", () => tab.query().catch(() => {})); // what went wrong is shown among the results
  link.addEventListener("click", () => { link.href = `/editor?query=${encodeURIComponent(tab.getQuery())}`; });
  yasgui.on("query", () => {
    place.dataset.asked = tab.getQuery();
    place.classList.add("asked");
    run.textContent = "Asking…";
    if (before) before.hidden = true;
  });
  yasgui.on("queryResponse", () => { run.textContent = "Run"; });
  new MutationObserver(named).observe(place, { childList: true, subtree: true });
  named();
}
