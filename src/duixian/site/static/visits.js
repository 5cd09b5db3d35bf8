// A tour on a phone: what is typed is kept here at once, and sent when there is a net; the server keeps
// each thing once by its key. Nothing leaves the phone's store before the server has answered for it.
"use strict";

const page = document.body.dataset;
const store = visitStore(page.who);
const KEPT = "visits-pages";
const PAGES = 3;
const SOON = 2000;
const LATEST = 30000;
const LONGEST = 120000;
const net = { state: "ok", sending: false, again: false, said: "", pause: SOON, timer: 0, asking: null };

const stops = [...document.querySelectorAll("[data-visit]")];
const stopOf = (visit) => stops.find((stop) => stop.dataset.visit === visit);
const part = (stop, name) => stop.querySelector(`[data-${name}]`);
const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

function element(name, text, more = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, more);
}

// An installation on a demo day lives on that day, by this phone's clock.
const now = () => (page.day ? `${page.day}T${new Date().toTimeString().slice(0, 8)}+08:00` : new Date().toISOString());

// randomUUID is there on https alone.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// ---- sending

function post(item, signal) {
  const headers = { "X-CSRFToken": cookie("csrftoken"), "X-Duixian-Staff": page.who };
  const rest = { method: "POST", headers, signal };
  if (item.kind !== "photo") {
    headers["Content-Type"] = "application/json";
    return fetch(`/api/visits/${item.visit}/${item.kind}`, { ...rest, body: JSON.stringify(item.body) });
  }
  const body = new FormData();
  body.append("file", item.blob, "photo");
  body.append("caption", item.caption);
  body.append("taken_at", item.takenAt);
  body.append("with_position", item.position);
  return fetch(`/api/visits/${item.visit}/photos/${item.key}`, { ...rest, body });
}

// Whether to go on with the next thing.
async function send(item) {
  let answer, told;
  const asking = net.asking = new AbortController();
  const late = setTimeout(() => asking.abort(), LONGEST);
  try {
    answer = await post(item, asking.signal);
    told = await answer.json().catch(noWords);
  } catch {
    net.state = "offline";
    return false;
  } finally {
    clearTimeout(late);
  }
  net.said = told.error ?? "";
  if (answer.status === 401 && told.error) net.state = "another";
  else if (answer.status === 401 || (answer.status === 403 && !told.error)) net.state = "signed-out";
  else if (answer.status >= 500 || answer.status === 429 || answer.status === 408) net.state = "busy";
  else net.state = "ok";
  if (net.state !== "ok") return false;
  net.pause = SOON;
  if (!answer.ok) await refused(item, answer.status, told);
  else await taken(item, told);
  return true;
}

// An answer without words is an answer; one that was cut off is none.
function noWords(fault) {
  if (fault instanceof SyntaxError) return {};
  throw fault;
}

async function taken(item, told) {
  if (item.kind === "record") await store.dropDraft(item.visit);
  await store.drop(item.id);
  if (told.state) apply(stopOf(item.visit), told);
}

async function refused(item, status, told) {
  await store.put({ ...item, refused: told.error ?? `服务器没有收下（${status}）；请把这一页拍下来，告诉系统管理员` });
  const stop = stopOf(item.visit);
  if (told.kept && stop) apply(stop, told.kept);
}

function apply(stop, told) {
  if (!stop) return;
  stop.dataset.state = told.state;
  stop.dataset.words = told.state_words;
  if (told.arrived_at && part(stop, "arrived")) part(stop, "arrived").textContent = `${clock(told.arrived_at)} 到达`;
}

const next = async () => (await store.outbox()).find((item) => !item.refused);

async function flush() {
  net.again = true;
  if (net.sending) return;
  net.sending = true;
  try {
    while (net.again) {
      net.again = false;
      for (let item = await next(); item && (await send(item)); item = await next()) await show();
    }
  } finally {
    net.sending = false;
    await retry();
  }
  await show();
}

// What still waits is tried again by itself, ever more seldom: no phone tells reliably that it has a net.
async function retry() {
  const left = await next();
  clearTimeout(net.timer);
  if (!left) return;
  net.timer = setTimeout(flush, net.pause);
  net.pause = Math.min(2 * net.pause, LATEST);
}

function atOnce() {
  net.pause = SOON;
  return flush();
}

// What was begun on the net that is gone would hang; the server keeps each thing once, so it is begun anew.
function netIsBack() {
  net.asking?.abort();
  return atOnce();
}

// ---- what the page says

const WHY = {
  ok: "正在发送",
  offline: "没有网络，都已存在这部手机上，有网即发",
  busy: "服务器暂时没有答复，稍后自动再发",
  "signed-out": "登录已过期，都已存在这部手机上",
};

async function show() {
  const outbox = await store.outbox();
  const waiting = outbox.filter((item) => !item.refused);
  const line = document.getElementById("net");
  const wrong = outbox.length - waiting.length;
  line.textContent = waiting.length ? `${waiting.length} 项待发送：${WHY[net.state] ?? net.said}` : "没有待发送的内容";
  if (wrong) line.append(`；${wrong} 项没有被收下，请处理`);
  if (net.state === "signed-out") line.append(" ", element("a", "登录后继续", { href: page.signIn }));
  line.className = `net ${outbox.length ? "waiting" : "sent"}`;
  for (const stop of stops) await showStop(stop, outbox.filter((item) => item.visit === stop.dataset.visit));
}

async function showStop(stop, items) {
  const arrival = items.find((item) => item.kind === "arrival" && !item.refused);
  const finished = items.some((item) => item.kind === "record" && !item.refused);
  const open = ["planned", "arrived"].includes(stop.dataset.state);
  if (part(stop, "record")) {
    const begun = arrival || stop.dataset.state === "arrived";
    part(stop, "record").hidden = !begun || finished || !open;
    part(stop, "arrive").hidden = begun || !open;
    part(stop, "here").parentElement.hidden = begun || !open;
  }
  if (arrival) part(stop, "arrived").textContent = `${clock(arrival.body.at)} 到达`;
  const waiting = items.some((item) => !item.refused);
  part(stop, "said").textContent = finished ? "已填完，待发送" : waiting ? "待发送" : stop.dataset.words;
  await showRefused(stop, items.filter((item) => item.refused), open || finished);
}

// What was not taken stays, with its words, until the officer mends it or gives it up himself.
async function showRefused(stop, items, usable) {
  const box = part(stop, "refused");
  const visit = stop.dataset.visit;
  const lost = usable ? null : await store.draft(visit);
  const photos = usable ? [] : await store.photos(visit);
  box.hidden = !items.length && !lost && !photos.length;
  box.replaceChildren();
  for (const item of items) {
    const row = element("p", item.refused);
    if (item.kind === "record") row.append(element("small", own(item.body), { className: "own" }));
    const words = { arrival: "知道了", record: "放弃我这份登记", photo: "放弃这张照片" }[item.kind];
    row.append(element("button", words, { type: "button", className: "btn btn-sm", onclick: () => giveUp(item) }));
    box.append(row);
  }
  if (lost && !items.length) {
    const row = element("p", "这一处已另有登记，您在这部手机上填的还没有提交：");
    row.append(element("small", own(lost.fields), { className: "own" }));
    row.append(element("button", "删去这份草稿", { type: "button", className: "btn btn-sm", onclick: () => dropLost(stop) }));
    box.append(row);
  }
  if (photos.length) {
    const row = element("p", `还有 ${photos.length} 张照片没有提交`);
    row.append(element("button", "补发照片", { type: "button", className: "btn btn-sm", onclick: () => sendPhotos(visit) }));
    box.append(row);
  }
  if (!box.hidden) stop.querySelector("details").open = true;
}

const own = (fields) => `我填的：${[fields.met, fields.outcome, fields.transcript].filter(Boolean).join("；") || "没有文字"}`;

async function giveUp(item) {
  if (item.kind !== "arrival" && !confirm("放弃后这部手机上不再保留，确定吗？")) return;
  await store.drop(item.id);
  if (item.kind === "record" && !["planned", "arrived"].includes(stopOf(item.visit).dataset.state)) await store.dropDraft(item.visit);
  await show();
}

async function dropLost(stop) {
  if (!confirm("删去后不能找回，确定吗？")) return;
  await store.dropDraft(stop.dataset.visit);
  await show();
}

async function sendPhotos(visit) {
  await store.sendPhotos(visit);
  await show();
  await flush();
}

function notice(text) {
  const box = document.getElementById("notice");
  box.append(element("p", text));
  box.hidden = false;
}

// ---- what the officer does

function position() {
  const asked = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve({});
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }), () => resolve({}), asked);
  });
}

async function arrive(stop) {
  const [button, body] = [part(stop, "arrive"), { at: now() }];
  button.disabled = true;
  if (part(stop, "here").checked) {
    part(stop, "arrived").textContent = "正在取位置……";
    Object.assign(body, await position());
    if (body.latitude === undefined) notice("没有取到位置，只记下到达时间。");
  }
  await store.put({ visit: stop.dataset.visit, kind: "arrival", body });
  button.disabled = false;
  await show();
  await flush();
}

const fieldsOf = (form) => Object.fromEntries([...form.elements].filter((one) => one.name)
  .map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));

const keepDraft = (stop, pad) => store.keepDraft({
  visit: stop.dataset.visit, fields: fieldsOf(part(stop, "record")), signature: pad.drawn(),
});

async function finish(stop, pad) {
  const visit = stop.dataset.visit;
  for (const item of await store.outbox()) if (item.visit === visit && item.kind === "record") await store.drop(item.id);
  await store.finish(visit, { ...fieldsOf(part(stop, "record")), signature: pad.drawn(), done_at: now() });
  await showPhotos(stop);
  await show();
  await flush();
}

// ---- photos and signature

async function addPhotos(stop, input) {
  const kept = part(stop, "position").checked;
  for (const file of input.files) {
    // A file of the camera may vanish; its bytes do not.
    const blob = new Blob([await file.arrayBuffer()], { type: file.type });
    const takenAt = page.day ? now() : new Date(file.lastModified || Date.now()).toISOString();
    await store.keepPhoto({ key: newKey(), visit: stop.dataset.visit, blob, caption: "", position: kept, takenAt });
  }
  input.value = "";
  await showPhotos(stop);
}

async function showPhotos(stop) {
  const list = part(stop, "photos");
  const rows = (await store.photos(stop.dataset.visit)).map((photo) => {
    const row = element("li", "");
    const small = element("canvas", "", { width: 264, height: 198 });
    createImageBitmap(photo.blob).then((image) => {
      const scale = Math.min(264 / image.width, 198 / image.height);
      small.getContext("2d").drawImage(image, 0, 0, image.width * scale, image.height * scale);
    }, () => row.append(element("small", "这张不能预览")));
    const caption = element("input", "", { className: "form-control", placeholder: "说明", maxLength: 100, value: photo.caption });
    caption.oninput = () => store.keepPhoto({ ...photo, caption: caption.value });
    const drop = element("button", "删去", { type: "button", className: "btn btn-sm" });
    drop.onclick = async () => { await store.dropPhoto(photo.key); await showPhotos(stop); };
    row.append(small, caption, drop);
    return row;
  });
  list.replaceChildren(...rows);
}

function signaturePad(canvas, changed) {
  const pen = canvas.getContext("2d");
  let inked = false, drawing = false;
  Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  canvas.onpointerdown = (event) => { canvas.setPointerCapture(event.pointerId); drawing = true; pen.beginPath(); pen.moveTo(...at(event)); };
  canvas.onpointermove = (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); inked = true; } };
  canvas.onpointerup = canvas.onpointercancel = () => { drawing = false; changed(); };
  return {
    drawn: () => (inked ? canvas.toDataURL("image/png").split(",")[1] : ""),
    clear: () => { pen.clearRect(0, 0, canvas.width, canvas.height); inked = false; changed(); },
    put: (kept) => {
      if (!kept) return;
      const image = element("img", "", { src: `data:image/png;base64,${kept}` });
      inked = true;
      image.decode().then(() => pen.drawImage(image, 0, 0));
    },
  };
}

// ---- the start

async function mount(stop) {
  const form = part(stop, "record");
  if (!form) return;
  const pad = signaturePad(part(stop, "signature"), () => { keepDraft(stop, pad); signer(); });
  const signer = () => { form.elements.signed_by.required = pad.drawn() !== ""; };
  const draft = await store.draft(stop.dataset.visit);
  for (const [name, value] of Object.entries(draft?.fields ?? {})) {
    const field = form.elements[name];
    if (field) field[field.type === "checkbox" ? "checked" : "value"] = value;
  }
  pad.put(draft?.signature);
  signer();
  form.oninput = (event) => { if (event.target.name) keepDraft(stop, pad); };
  form.onsubmit = (event) => { event.preventDefault(); finish(stop, pad); };
  part(stop, "arrive").onclick = () => arrive(stop);
  part(stop, "clear").onclick = pad.clear;
  part(stop, "camera").onchange = (event) => addPhotos(stop, event.target);
  await showPhotos(stop);
}

// The page as the server gives it, with what it loads; the worker answers with these when there is no net.
async function keepPage() {
  if (!navigator.serviceWorker) return notice("这个网址不是 https，断网后不能重新打开本页；出发后请不要关闭它。已填的内容仍存在这部手机上。");
  await navigator.serviceWorker.register(page.worker);
  const cache = await caches.open(KEPT);
  const answer = await fetch(location.pathname, { redirect: "error" });
  if (!answer.ok) return;
  const assets = [...document.querySelectorAll("[data-keep]")].map((one) => one.href ?? one.src);
  const had = (await cache.keys()).map((one) => one.url);
  const outdated = had.some((url) => url.includes("/static/") && !assets.includes(url));
  const pages = had.filter((url) => !url.includes("/static/") && !url.endsWith(location.pathname));
  for (const url of outdated ? had : pages.slice(0, 1 - PAGES)) await cache.delete(url);
  await cache.addAll(assets);
  await cache.put(location.pathname, answer);
  page.kept = "yes";
}

async function others() {
  const names = (await indexedDB.databases?.() ?? []).map((one) => one.name.match(/^duixian-visits-(\d+)$/)?.[1]);
  for (const who of names.filter((name) => name && name !== page.who)) {
    const left = (await visitStore(who).outbox()).length;
    if (left) notice(`另一位同事在这部手机上还有 ${left} 项没有发送，请他登录本页。`);
  }
}

async function start() {
  // Before the first sending, which may fail while the net comes back.
  addEventListener("online", netIsBack);
  addEventListener("focus", atOnce);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) atOnce(); });
  for (const stop of stops) await mount(stop);
  const first = stops.find((stop) => ["planned", "arrived"].includes(stop.dataset.state));
  if (first) first.querySelector("details").open = true;
  navigator.storage?.persist?.();
  await show();
  keepPage().catch(() => {});
  others();
  await flush();
}

start().catch((error) => { notice("这部手机不能保存内容（可能是无痕浏览或空间已满）。请换普通窗口或清理空间后再登记，不要在此填写。"); throw error; });
