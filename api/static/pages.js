// Keys for the lists and forms; every page works without it.
"use strict";

const rows = () => [...document.querySelectorAll("[data-rows] > .row")];
const here = () => rows().findIndex((row) => row.classList.contains("here"));

function go(to) {
  const all = rows();
  if (!all.length) return;
  const next = all[Math.max(0, Math.min(all.length - 1, to))];
  all.forEach((row) => row.classList.toggle("here", row === next));
  next.querySelector("a.go").focus();
  next.scrollIntoView({ block: "nearest" });
}

function mark(row, on) {
  const box = row && row.querySelector("input[type=checkbox]");
  if (box) box.checked = on === undefined ? !box.checked : on;
  return box;
}

function decide(key) {
  const button = document.querySelector(`button[data-key="${key}"]`);
  if (!button) return;
  const row = rows()[here()];
  if (row && !document.querySelector("[data-rows] input:checked")) mark(row, true);
  const reason = button.form.querySelector("input[name=reason]");
  if (key === "d" && reason && !reason.value.trim()) {
    reason.focus();
    return;
  }
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, .yasgui, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  switch (event.key) {
    case "j": go(here() + 1); break;
    case "k": go(here() - 1); break;
    case "x": mark(rows()[here()]); break;
    case "c": case "d": case "u": case "o": decide(event.key); break;
    case "n": case "p": {
      const link = document.querySelector(event.key === "n" ? "a[rel=next]" : "a[rel=prev]");
      if (link) link.click();
      break;
    }
    default: return;
  }
  event.preventDefault();
});

const all = document.querySelector("[data-all]");
if (all) {
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => rows().forEach((row) => mark(row, all.checked)));
}

if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 1500);

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const reason = event.target.querySelector("input[name=reason]");
  if (button && button.value === "dismissed" && reason && !reason.value.trim()) {
    event.preventDefault();
    reason.setCustomValidity("Say why: a dismissal needs a reason.");
    reason.reportValidity();
    reason.addEventListener("input", () => reason.setCustomValidity(""), { once: true });
    return;
  }
  if (button && button.dataset.busy && !button.value) {
    const words = button.textContent;
    button.textContent = button.dataset.busy;
    setTimeout(() => { button.disabled = true; }, 0);
    addEventListener("pageshow", () => { button.disabled = false; button.textContent = words; }, { once: true });
  }
});

if (matchMedia("(max-width: 56rem)").matches) {
  document.querySelectorAll(".filters[open], .examples details[open]").forEach((each) => each.removeAttribute("open"));
}
