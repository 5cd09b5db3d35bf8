// The keyboard, remembered choices and charts of every page. Pages work without it; it makes them quick.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

// / to search, j k through a list, Enter opens, x chooses, Esc closes.
const rows = () => all("[data-list] [data-row]");
const current = () => document.querySelector("[data-list] [data-row].current");

function go(step) {
  const list = rows();
  if (!list.length) return;
  const to = Math.max(0, Math.min(list.indexOf(current()) + step, list.length - 1));
  current()?.classList.remove("current");
  list[to].classList.add("current");
  list[to].scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => document.getElementById("quick")?.focus(),
  j: () => go(1),
  k: () => go(-1),
  x: () => current()?.querySelector("input[type=checkbox]")?.click(),
  Enter: () => current()?.querySelector("a[href]")?.click(),
};

function escape() {
  const found = document.getElementById("found");
  const open = document.querySelector("details[data-menu][open]");
  if (found?.childElementCount) found.replaceChildren();
  else if (open) open.open = false;
  else if (document.querySelector("[data-close]")) document.querySelector("[data-close]").click();
  else document.activeElement?.blur();
}

function pickFound(step) {
  const links = all("#found a");
  if (!links.length) return;
  const at = links.findIndex((link) => link.classList.contains("picked"));
  links[at]?.classList.remove("picked");
  links[(at + step + links.length) % links.length].classList.add("picked");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return escape();
  if (event.target.id === "quick") {
    const picked = document.querySelector("#found .picked");
    if (event.key === "ArrowDown") pickFound(1);
    else if (event.key === "ArrowUp") pickFound(-1);
    else if (event.key === "Enter" && picked) picked.click();
    else return;
    return event.preventDefault();
  }
  if (!keys[event.key] || typing(event.target)) return;
  if (event.key === "Enter" && (!current() || event.target.closest("a, button, summary"))) return;
  event.preventDefault();
  keys[event.key]();
});

document.addEventListener("click", (event) => {
  all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  if (!event.target.closest(".quick")) document.getElementById("found")?.replaceChildren();
  const row = event.target.closest("[data-row]");
  if (row && !event.target.closest("a, button, input, label, summary, select") && !String(getSelection()))
    row.querySelector("a[href]")?.click();
  if (event.target.closest("[data-print]")) print();
});

// A form goes off once; a dangerous one asks first; an empty field is no part of an address.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.ask && !confirm(form.dataset.ask)) return event.preventDefault();
  if (event.defaultPrevented) return;
  if (form.method !== "post") return all("input, select", form).forEach((field) => { field.disabled = !field.value; });
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => all("button[type=submit]", form).forEach((button) => { button.disabled = true; }));
});
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, formData } = event.detail;
  if (verb === "get") [...formData].forEach(([name, value]) => { if (value === "") formData.delete(name); });
});
addEventListener("pageshow", () => all("form").forEach((form) => {
  delete form.dataset.sent;
  all("button[type=submit], input, select", form).forEach((field) => { if (!field.hasAttribute("data-off")) field.disabled = false; });
}));

// A change in a filter, or a file chosen, is enough: nobody presses a second button.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submit-on-change]")) event.target.form.requestSubmit();
  if (event.target.matches("[data-pick-all]")) all("[data-pick]").forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches("[data-pick], [data-pick-all]")) showChosen();
  if (event.target.matches("[data-column-toggle]")) rememberColumns();
});

function showChosen() {
  const chosen = all("[data-pick]:checked").length;
  document.querySelector("[data-choosable]")?.classList.toggle("has-chosen", chosen > 0);
  all("[data-chosen-count]").forEach((place) => { place.textContent = chosen; });
}

// Chosen columns, kept in this browser; a box not ticked in the page is a column hidden at first.
const columnsKey = () => `columns:${document.querySelector("[data-columns]")?.dataset.columns}`;

function rememberColumns() {
  const off = all("[data-column-toggle]").filter((box) => !box.checked).map((box) => box.value);
  localStorage.setItem(columnsKey(), JSON.stringify(off));
  showColumns();
}

function showColumns() {
  const boxes = all("[data-column-toggle]");
  const kept = localStorage.getItem(columnsKey());
  const off = kept ? JSON.parse(kept) : boxes.filter((box) => !box.defaultChecked).map((box) => box.value);
  all("[data-column]").forEach((cell) => cell.classList.toggle("hidden-column", off.includes(cell.dataset.column)));
  boxes.forEach((box) => { box.checked = !off.includes(box.value); });
}

// A file dragged onto the frame is a file chosen.
function mountDrop(drop) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// <div class="chart" data-chart="id"> draws the options in <script type="application/json" id="id">;
// an item of data with "href" opens the list behind it.
function mountChart(place) {
  if (!window.echarts || place.dataset.mounted) return;
  place.dataset.mounted = "yes";
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({ animation: false, ...JSON.parse(document.getElementById(place.dataset.chart).textContent) });
  chart.on("click", (item) => { if (item.data?.href) location.assign(item.data.href); });
  new ResizeObserver(() => chart.resize()).observe(place);
}

function mount(root) {
  showColumns();
  showChosen();
  all(".drop", root).forEach(mountDrop);
  all("[data-chart]", root).forEach(mountChart);
}

document.addEventListener("DOMContentLoaded", () => mount(document));
document.addEventListener("htmx:afterSettle", (event) => mount(event.target));
addEventListener("beforeprint", () => all("details:not([data-menu])").forEach((part) => { part.open = true; }));
