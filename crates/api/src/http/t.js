/* Tributary: <script async src="…/t.js" data-key="trb_pk_…"></script>
   clickIds(): the last five clicks, newest first, kept for 30 days: hand them in with the sale.
   consent(true|false): the visitor's word, remembered, and told to the server, which signs the click ids anew. With it,
   elements with data-trb-moment and data-trb-token are reported when half seen for a second and when clicked, products by
   data-trb-product. Without it nothing is sent.
   report("LIKE", element), or COMMENT, SAVE, SHARE. */
(() => {
  "use strict";
  const me = document.currentScript, key = me?.dataset.key;
  const door = (name) => me && new URL(`/v1/${name}`, me.src).href;
  const moments = "[data-trb-moment][data-trb-token]";
  const memory = {};
  const get = (name) => {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return memory[name]; }
  };
  const set = (name, value) => {
    memory[name] = value;
    try { localStorage.setItem(name, JSON.stringify(value)); } catch {}
  };
  const clicks = () => {
    const kept = get("trb_clicks");
    return Array.isArray(kept) ? kept.filter((c) => c?.at > Date.now() - 2592e6) : [];
  };
  const clickIds = () => clicks().map((c) => c.id);
  const arrived = new URLSearchParams(location.search).get("trb_click");
  if (/^[\w-]{20,200}$/.test(arrived || "")) {
    const others = clicks().filter((c) => c.id !== arrived);
    set("trb_clicks", [{ id: arrived, at: Date.now() }, ...others].slice(0, 5));
  }

  const consented = () => get("trb_consent") === true;
  const tell = async (consent) => {
    if (!key) return;
    try {
      const ids = clickIds(), body = JSON.stringify({ key, consent, clickIds: ids });
      const answer = await fetch(door("consent"), { method: "POST", body, credentials: "include" });
      const signed = (await answer.json()).clickIds;
      const anew = (c) => (ids.includes(c.id) ? { ...c, id: signed[ids.indexOf(c.id)], told: consent } : c);
      set("trb_clicks", clicks().map(anew).filter((c) => c.id));
    } catch {}
  };
  let told = Promise.resolve();
  if (consented() && clicks().some((c) => !c.told)) told = tell(true);

  let queue = [], soon;
  const send = () => {
    soon = clearTimeout(soon);
    const clickId = clickIds()[0];
    const events = queue.splice(0, 100).map((event) => ({ ...event, clickId }));
    if (!events.length) return;
    const to = door("events"), body = JSON.stringify({ key, events });
    if (!navigator.sendBeacon?.(to, body)) fetch(to, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  const report = (kind, el) => {
    if (!key || !consented()) return;
    queue.push({ kind, momentId: el.dataset.trbMoment, token: el.dataset.trbToken });
    soon ||= setTimeout(() => told.then(send), 1000);
  };

  const known = new WeakSet(), timers = new WeakMap();
  const eye = new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) {
      clearTimeout(timers.get(target));
      if (intersectionRatio < 0.5) continue;
      timers.set(target, setTimeout(() => {
        eye.unobserve(target);
        report("VIEW", target);
      }, 1000));
    }
  }, { threshold: 0.5 });
  const look = () => {
    if (!consented()) return;
    for (const el of document.querySelectorAll(moments)) {
      if (!known.has(el)) eye.observe(el);
      known.add(el);
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  addEventListener("click", (event) => {
    const el = event.target.closest?.(moments);
    const product = el && event.target.closest("[data-trb-product]");
    if (el) { report(product ? "PRODUCT_CLICK" : "MOMENT_CLICK", el); told.then(send); }
  }, true);
  addEventListener("pagehide", send);
  look();

  window.Tributary = Object.freeze({
    clickIds, report,
    consent(word) {
      const before = consented();
      if (word !== undefined) set("trb_consent", word === true);
      if (consented() !== before) told = tell(!before);
      if (consented()) look(); else queue = [];
      return consented();
    },
  });
})();
