"use strict";
// The page works without this: it shows one view at a time, moves pictures, searches, and walks through flows.
(() => {
  const root = document.documentElement;
  const sections = [...document.querySelectorAll("main > section")];
  const links = [...document.querySelectorAll("nav a")];
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const count = document.getElementById("count");
  let shown = null;
  let pinned = []; // what stays marked when the pointer leaves

  root.classList.add("live");

  // ---- pictures: what is seen of them is their viewBox ----

  const pictureOf = section => section.querySelector(".stage > svg");

  const sizeOf = svg => {
    svg.dataset.size ??= svg.getAttribute("viewBox");
    return svg.dataset.size.split(" ").map(Number);
  };

  const boxOf = svg => svg.getAttribute("viewBox").split(" ").map(Number);

  const setBox = (svg, box) => svg.setAttribute("viewBox", box.map(value => value.toFixed(2)).join(" "));

  // The whole width from the top, but no letter very large or very small.
  const begin = svg => {
    const [, , width] = sizeOf(svg);
    const stage = svg.parentElement;
    if (!stage.clientWidth) return;
    const across = Math.min(Math.max(width, stage.clientWidth / 1.25), stage.clientWidth / 0.55);
    setBox(svg, [Math.min(0, (width - across) / 2), 0, across, (across * stage.clientHeight) / stage.clientWidth]);
    svg.dataset.begun = svg.getAttribute("viewBox");
    svg.dataset.stage = `${stage.clientWidth} ${stage.clientHeight}`;
  };

  const all = svg => setBox(svg, sizeOf(svg));

  // Where the reader has not moved it, it begins anew; else what is seen keeps its middle and its size.
  const refit = svg => {
    const { clientWidth, clientHeight } = svg.parentElement;
    const before = svg.dataset.stage?.split(" ").map(Number);
    if (!clientWidth || svg.dataset.stage === `${clientWidth} ${clientHeight}`) return;
    svg.dataset.stage = `${clientWidth} ${clientHeight}`;
    if (!before || svg.dataset.begun === svg.getAttribute("viewBox")) { begin(svg); return; }
    const [x, y, width, height] = boxOf(svg);
    const [across, down] = [(width * clientWidth) / before[0], (height * clientHeight) / before[1]];
    setBox(svg, [x + (width - across) / 2, y + (height - down) / 2, across, down]);
  };

  const zoom = (svg, factor, at) => {
    const [x, y, width, height] = boxOf(svg);
    const [, , full] = sizeOf(svg);
    const limited = Math.min(Math.max(width * factor, full / 20), full * 4) / width;
    const point = at ?? { x: x + width / 2, y: y + height / 2 };
    setBox(svg, [point.x - (point.x - x) * limited, point.y - (point.y - y) * limited, width * limited, height * limited]);
  };

  const move = (svg, right, down) => {
    const [x, y, width, height] = boxOf(svg);
    setBox(svg, [x + right, y + down, width, height]);
  };

  const pointIn = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  const placesOf = elements => elements.filter(each => each.ownerSVGElement).map(each => each.getBBox()).filter(each => each.width || each.height);

  // Brings the middle of the first into view.
  const reveal = elements => {
    if (elements[0] && !elements[0].ownerSVGElement) { elements[0].scrollIntoView({ block: "center" }); return; }
    const [place] = placesOf(elements);
    if (!place) return;
    const svg = pictureOf(shown);
    const [x, y, width, height] = boxOf(svg);
    const [left, top] = [place.x + place.width / 2, place.y + place.height / 2];
    const isSeen = left > x && left < x + width && top > y && top < y + height;
    if (!isSeen) setBox(svg, [left - width / 2, top - height / 2, width, height]);
  };

  // Brings all of them into view, by moving as little as will do, and from further away only where they do not fit.
  const revealAll = elements => {
    const places = placesOf(elements);
    if (!places.length) return;
    const svg = pictureOf(shown);
    const edge = 12;
    const [left, top] = [Math.min(...places.map(each => each.x)) - edge, Math.min(...places.map(each => each.y)) - edge];
    const right = Math.max(...places.map(each => each.x + each.width)) + edge;
    const bottom = Math.max(...places.map(each => each.y + each.height)) + edge;
    const [x, y, width, height] = boxOf(svg);
    const further = Math.max(1, (right - left) / width, (bottom - top) / height);
    const [across, down] = [width * further, height * further];
    const within = (at, size, from, to) => Math.min(Math.max(at, to - size), from);
    setBox(svg, [within(x, across, left, right), within(y, down, top, bottom), across, down]);
  };

  // ---- marks ----

  const marked = ids => (ids ?? "").split(" ").map(id => document.getElementById(id)).filter(Boolean);

  const mark = elements => {
    for (const old of document.querySelectorAll(".mark")) old.classList.remove("mark");
    for (const element of elements) element.classList.add("mark");
    const within = elements.filter(element => shown.contains(element));
    shown.classList.toggle("marking", within.length > 0);
    return within;
  };

  const pin = (ids, bring = reveal) => {
    pinned = marked(ids);
    bring(mark(pinned));
  };

  // ---- steps ----

  const stops = section => [...section.querySelectorAll("[data-stop]")];

  // Scrolls the list alone, so that the step is seen in it; the page stays with the picture.
  const point = stop => {
    const list = stop.closest("ol");
    const [seen, place] = [list.getBoundingClientRect(), stop.getBoundingClientRect()];
    list.scrollTop += Math.min(0, place.top - seen.top) + Math.max(0, place.bottom - seen.bottom);
    shown.querySelector(".stage").scrollIntoView({ block: "nearest" });
  };

  const go = stop => {
    for (const other of stops(shown)) other.removeAttribute("aria-current");
    stop.setAttribute("aria-current", "step");
    const every = stops(shown);
    const words = stop.lastChild.textContent.trim();
    const [number, index] = [stop.dataset.stop, String(every.indexOf(stop) + 1)];
    const place = number === index ? number : `${number}, ${index}`;
    shown.querySelector(".told").textContent = `Step ${place} of ${every.length}: ${words}`;
    point(stop);
    pin(stop.dataset.marks, revealAll);
    remember(`${shown.id}/${stop.dataset.stop}`);
  };

  const walk = by => {
    const every = stops(shown);
    if (!every.length) return;
    const at = every.findIndex(stop => stop.hasAttribute("aria-current"));
    go(every[at < 0 ? (by > 0 ? 0 : every.length - 1) : Math.min(Math.max(at + by, 0), every.length - 1)]);
  };

  // ---- views ----

  const remember = place => history.replaceState(null, "", `#${encodeURI(place)}`);

  const show = (name, stop) => {
    const section = sections.find(each => each.id === name) ?? sections[0];
    const isNew = section !== shown;
    shown = section;
    for (const each of sections) each.classList.toggle("shown", each === section);
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) === section.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    pinned = [];
    mark(pinned);
    const svg = pictureOf(section);
    if (svg && isNew) begin(svg);
    const wanted = stop && stops(section).find(each => each.dataset.stop === stop);
    if (wanted) go(wanted);
  };

  const follow = () => {
    const place = decodeURIComponent(location.hash.slice(1));
    if (place === "main") return;
    const cut = place.lastIndexOf("/");
    show(cut < 0 ? place : place.slice(0, cut), cut < 0 ? "" : place.slice(cut + 1));
  };

  addEventListener("hashchange", follow);
  for (const link of links) {
    link.addEventListener("click", event => {
      event.preventDefault();
      const name = decodeURIComponent(link.hash.slice(1));
      show(name);
      remember(name);
      shown.querySelector(".stage")?.focus({ preventScroll: true });
    });
  }

  // ---- search ----

  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const item of found.children) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.length || !words.every(word => text.includes(word));
      number += item.hidden ? 0 : 1;
    }
    found.classList.toggle("open", number > 0);
    count.textContent = words.length ? `${number} found` : "";
  };

  const hits = () => [...found.querySelectorAll("li:not([hidden]) > button")];

  const close = () => found.classList.remove("open");

  search.addEventListener("input", look);
  search.addEventListener("focus", look);
  search.parentElement.addEventListener("keydown", event => {
    const every = hits();
    const at = every.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); search.focus(); }
    else if (event.key === "Enter" && document.activeElement === search && every.length) every[0].click();
    else if (event.key === "ArrowDown" && every.length) every[Math.min(at + 1, every.length - 1)].focus();
    else if (event.key === "ArrowUp") (every[at - 1] ?? search).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", event => { if (!search.parentElement.contains(event.target)) close(); });
  found.addEventListener("click", event => {
    const entry = event.target.closest("button");
    if (!entry) return;
    close();
    show(entry.dataset.view, entry.dataset.stop);
    remember(entry.dataset.stop ? `${entry.dataset.view}/${entry.dataset.stop}` : entry.dataset.view);
    if (entry.dataset.marks) pin(entry.dataset.marks);
    (shown.querySelector(".stage") ?? shown.querySelector(".wide"))?.focus({ preventScroll: true });
  });

  // ---- the pointer and the keys ----

  const things = new Map([...document.querySelectorAll("[data-thing]")].map(each => [each.dataset.thing, each]));

  const main = document.querySelector("main");
  main.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const svg = pictureOf(shown);
    if (button.dataset.zoom === "in") zoom(svg, 0.8);
    else if (button.dataset.zoom === "out") zoom(svg, 1.25);
    else if (button.dataset.zoom === "all") all(svg);
    else if (button.dataset.step) walk(Number(button.dataset.step));
    else if (button.dataset.stop) go(button);
    else if (button.dataset.thing) pin(button.dataset.marks);
  });

  main.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const svg = pictureOf(shown);
    const isStage = event.target.classList.contains("stage");
    const part = svg ? boxOf(svg)[2] / 10 : 0;
    if (event.key === "n") walk(1);
    else if (event.key === "p") walk(-1);
    else if (event.key === "Escape") { pinned = []; mark(pinned); }
    else if (!isStage) return;
    else if (event.key === "+" || event.key === "=") zoom(svg, 0.8);
    else if (event.key === "-") zoom(svg, 1.25);
    else if (event.key === "0") all(svg);
    else if (event.key === "ArrowLeft") move(svg, -part, 0);
    else if (event.key === "ArrowRight") move(svg, part, 0);
    else if (event.key === "ArrowUp") move(svg, 0, -part);
    else if (event.key === "ArrowDown") move(svg, 0, part);
    else return;
    event.preventDefault();
  });

  const sizes = new ResizeObserver(entries => entries.forEach(each => refit(each.target.querySelector("svg"))));

  for (const stage of document.querySelectorAll(".stage")) {
    const svg = stage.querySelector("svg");
    sizes.observe(stage);
    const fingers = new Map();
    let from = null;
    stage.addEventListener("wheel", event => {
      event.preventDefault();
      zoom(svg, Math.exp(event.deltaY / 500), pointIn(svg, event));
    }, { passive: false });
    stage.addEventListener("pointerdown", event => {
      fingers.set(event.pointerId, event);
      from = { x: event.clientX, y: event.clientY };
    });
    stage.addEventListener("pointermove", event => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const others = [...fingers.values()].filter(each => each.pointerId !== event.pointerId);
      const isDrag = Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
      if (isDrag && !stage.classList.contains("dragged")) {
        stage.setPointerCapture(event.pointerId);
        stage.classList.add("dragged");
      }
      if (others.length) {
        const distance = each => Math.hypot(each.clientX - others[0].clientX, each.clientY - others[0].clientY);
        zoom(svg, (distance(before) || 1) / (distance(event) || 1), pointIn(svg, others[0]));
      } else if (isDrag) {
        const [was, is] = [pointIn(svg, before), pointIn(svg, event)];
        move(svg, was.x - is.x, was.y - is.y);
      }
      fingers.set(event.pointerId, event);
    });
    const lift = event => {
      fingers.delete(event.pointerId);
      setTimeout(() => stage.classList.remove("dragged"));
    };
    stage.addEventListener("pointerup", lift);
    stage.addEventListener("pointercancel", lift);
    const thingAt = event => things.get(event.target.closest("g[id]")?.id);
    stage.addEventListener("pointerover", event => {
      const thing = thingAt(event);
      if (thing && !pinned.length) mark(marked(thing.dataset.marks));
    });
    stage.addEventListener("pointerout", () => { if (!pinned.length) mark(pinned); });
    stage.addEventListener("click", event => {
      if (stage.classList.contains("dragged")) { event.preventDefault(); return; }
      const thing = thingAt(event);
      if (thing) { pinned = marked(thing.dataset.marks); mark(pinned); }
      else if (!shown.querySelector("[aria-current=step]")) { pinned = []; mark(pinned); }
    });
  }

  document.getElementById("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });
  follow();
})();
