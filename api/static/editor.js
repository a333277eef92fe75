// YASGUI in the place of the plain editor, where it was built.
"use strict";

const place = document.getElementById("yasgui");
const plain = document.getElementById("query-form");
if (place && plain && window.Yasgui) {
  const asked = plain.querySelector("textarea").value;
  place.hidden = false;
  if (window.Yasgui.Yasqe) window.Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask other sites
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: place.dataset.endpoint, method: "GET" },
    copyEndpointOnNewTab: true,
    persistenceId: null,
  });
  const tab = yasgui.getTab();
  tab.setEndpoint(place.dataset.endpoint);
  tab.setQuery(asked);
  plain.hidden = true;
  const before = document.querySelector("[aria-labelledby=result]");
  if (before) yasgui.on("query", () => { before.hidden = true; });
}
