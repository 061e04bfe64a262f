// Draws the schedule of this page as swim lanes: one lane for each invocation, one for the items.
(function () {
  "use strict";

  var schedule = JSON.parse(document.getElementById("schedule").textContent);
  var steps = schedule.steps;
  var page = document.getElementById("page");
  var lanes = schedule.invocations.filter(function (each) { return !each.afterwards; }).length;
  var visited = schedule.invocations.length > lanes;
  var columns = lanes + (visited ? 1 : 0);
  var states = images();
  var at = 0;
  var rows = [];
  var parts = {};

  // The items after each step, and before the first: only what a step changes is in the JSON.
  function images() {
    var all = [schedule.items];
    steps.forEach(function (step) {
      var next = Object.assign({}, all[all.length - 1], step.items || {});
      Object.keys(next).forEach(function (key) {
        if (next[key] === null) {
          delete next[key];
        }
      });
      all.push(next);
    });
    return all;
  }

  function make(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (each) {
      if (each === "text") {
        element.textContent = attributes.text;
      } else if (attributes[each] !== null) {
        element.setAttribute(each, attributes[each]);
      }
    });
    (children || []).forEach(function (child) {
      if (child) {
        element.appendChild(child);
      }
    });
    return element;
  }

  function label(key) {
    return key.replace("command#", "definition ").replace("#", " ");
  }

  function clock(seconds) {
    return new Date(seconds * 1000).toISOString().substring(11, 16);
  }

  function flat(item) {
    var all = {};
    Object.keys(item || {}).forEach(function (name) {
      var value = item[name];
      if (value !== null && typeof value === "object" && !Array.isArray(value)) {
        if (Object.keys(value).length === 0) {
          all[name] = value;
        }
        Object.keys(value).forEach(function (each) { all[name + "." + each] = value[each]; });
      } else {
        all[name] = value;
      }
    });
    return all;
  }

  function shown(value) {
    if (Array.isArray(value)) {
      return value.map(shown).join("; ");
    }
    if (value !== null && typeof value === "object") {
      var names = Object.keys(value);
      return names.length === 0 ? "none" : names.map(function (name) {
        return name + ": " + shown(value[name]);
      }).join(", ");
    }
    return minus(String(value));
  }

  function minus(text) {
    return text.replace(/(^|\s)-(?=\d)/g, "$1\u2212");
  }

  function title(path) {
    var slot = path.match(/^expiring\.(\d+)$/);
    return slot ? path + " (" + clock(slot[1] * 60) + ")" : path;
  }

  function isIntent(path) {
    return /^intents\./.test(path) || path === "defining";
  }

  // What a value means, where its digits or letters do not say so.
  function meaning(path, value) {
    if (/^(slot|expiredThrough)$/.test(path) && value > 0) {
      return clock(value * 60);
    }
    if (/^(decidedAt|confirmedAt|releasedAt)$/.test(path)) {
      return new Date(value).toISOString().substring(11, 19);
    }
    if (isIntent(path) && value && value.n) {
      var defines = path === "defining";
      var movement = { b: "book", h: "hold", c: defines ? "cut" : "confirm", e: "extend",
        r: "release", g: "growth" }[value.m];
      return [movement ? movement + " " + value.u + (value.u === 1 ? " unit" : " units") : "",
        value.s ? "status " + value.s : ""].filter(Boolean).join(", ");
    }
    return "";
  }

  // The attributes in which an item differs from that of the step before.
  function changes(number, key) {
    var before = number === 0 ? null : flat(states[number - 1][key]);
    var after = flat(states[number][key]);
    var all = {};
    if (before) {
      Object.keys(before).concat(Object.keys(after)).forEach(function (path) {
        if (JSON.stringify(before[path]) !== JSON.stringify(after[path])
            && !isNothing(before[path], after[path])) {
          all[path] = { was: before[path], is: after[path] };
        }
      });
    }
    return all;
  }

  // A map without entries is shown as one attribute, and is none once it has entries.
  function isNothing(was, is) {
    var one = was === undefined ? is : was;
    return (was === undefined || is === undefined) && typeof one === "object"
        && Object.keys(one).length === 0;
  }

  function changeText(path, change) {
    if (change.was === undefined) {
      var means = meaning(path, change.is);
      return title(path) + ": new" + (typeof change.is === "object" ? means && ", " + means
          : ", " + (means || shown(change.is)));
    }
    if (change.is === undefined) {
      return title(path) + ": removed";
    }
    return typeof change.is === "object" ? title(path) + ": changed"
        : title(path) + ": " + (meaning(path, change.was) || shown(change.was)) + " \u2192 "
            + (meaning(path, change.is) || shown(change.is));
  }

  function capital(text) {
    return text.charAt(0).toUpperCase() + text.substring(1);
  }

  function summary(number) {
    var step = steps[number - 1];
    var lines = [];
    Object.keys(step.items || {}).forEach(function (key) {
      var changed = changes(number, key);
      var texts = Object.keys(changed).filter(function (path) { return path !== "version"; })
          .map(function (path) { return changeText(path, changed[path]); });
      if (states[number - 1][key] === undefined) {
        var made = states[number][key];
        texts = ["new" + (made.outcome ? ", " + made.outcome : "")
            + (made.reason ? " " + made.reason : "")];
      }
      lines.push(capital(label(key)) + ": " + (texts.join("; ") || "version raised"));
    });
    return lines;
  }

  function who(number) {
    var invocation = schedule.invocations[number];
    return invocation.afterwards ? "Afterwards, somebody alone" : "Invocation " + number;
  }

  function sentence(number) {
    if (number === 0) {
      return "Step 0 of " + steps.length + ". Before the first step.";
    }
    var step = steps[number - 1];
    var text = "Step " + number + " of " + steps.length + ". " + who(step.invocation) + " "
        + step.words + ": " + step.outcome + ".";
    summary(number).forEach(function (line) { text += " " + line + "."; });
    Object.keys(step.answers || {}).forEach(function (id) {
      text += " It answers " + step.answers[id] + ".";
    });
    if (isBroken(number)) {
      text += " The promise breaks: " + schedule.promise.name + ".";
    }
    return text;
  }

  function isBroken(number) {
    return !schedule.promise.kept && schedule.promise.step === number;
  }

  function isGuard(number) {
    return Boolean(schedule.guard) && schedule.guard.step === number;
  }

  function failed(step) {
    return step.outcome !== "applied" && step.outcome !== "answered"
        && step.outcome !== "arrives late, applied";
  }

  function link(number, text) {
    var element = make("a", { href: "#step-" + number, text: text });
    element.addEventListener("click", function (event) {
      event.preventDefault();
      go(number, true);
    });
    return element;
  }

  // What is known before the first step.

  function intro() {
    var box = make("section", { "class": "intro", "aria-label": "The schedule" });
    if (schedule.guard) {
      box.appendChild(make("p", { "class": "lead", text: schedule.guard.protects }));
    }
    box.appendChild(verdict());
    return box;
  }

  function verdict() {
    var kept = schedule.promise.kept;
    var box = make("div", { "class": "verdict " + (kept ? "kept" : "broken") });
    box.appendChild(make("p", {}, [
      make("strong", { text: kept ? "\u2713 Every promise is kept."
          : "\u2715 A promise breaks: " + schedule.promise.name + ". " }),
      make("span", { text: kept ? "" : minus(schedule.promise.words) + " " }),
      kept ? null : link(schedule.promise.step, "Step " + schedule.promise.step)
    ]));
    if (schedule.guard) {
      ["with", "without"].forEach(function (place) {
        var here = place === schedule.guard.place;
        box.appendChild(make("p", { "class": here ? "here" : null }, [
          make("strong", { text: capital(place) + " the guard" + (here ? " (this page): " : ": ") }),
          make("span", { text: capital(schedule.guard[place]) + ". " }),
          here ? link(schedule.guard.step, "Step " + schedule.guard.step) : null
        ]));
      });
    }
    return box;
  }

  function controls() {
    function button(name, text, move) {
      var element = make("button", { type: "button", "aria-label": text, title: text, text: name });
      element.addEventListener("click", function () { go(move(), true); });
      return element;
    }
    parts.first = button("\u21E4", "First (Home)", function () { return 0; });
    parts.back = button("\u2190 Back", "Back (left arrow)", function () { return at - 1; });
    parts.next = button("Next \u2192", "Next (right arrow)", function () { return at + 1; });
    parts.last = button("\u21E5", "Last (End)", function () { return steps.length; });
    parts.slider = make("input", { type: "range", min: 0, max: steps.length, value: 0,
      "aria-label": "Step" });
    parts.slider.addEventListener("input", function () { go(Number(parts.slider.value), true); });
    parts.count = make("output", { "class": "count" });
    parts.now = make("p", { "class": "now", role: "status", "aria-live": "polite" });
    return make("section", { "class": "controls", "aria-label": "Steps" }, [
      make("div", { "class": "buttons" },
          [parts.first, parts.back, parts.next, parts.last, parts.slider, parts.count]),
      parts.now
    ]);
  }

  // The lanes.

  function lane(invocation) {
    return Math.min(invocation, columns - 1);
  }

  function drawing() {
    var box = make("div", { "class": "lanes", role: "region", tabindex: "0",
      "aria-label": "Swim lanes", style: "--lanes:" + columns });
    var head = make("div", { "class": "row head" }, [make("span", {})]);
    for (var i = 0; i < columns; i++) {
      var last = i >= lanes;
      head.appendChild(make("span", { "class": "title lane-" + (last ? "last" : i) }, [
        make("b", { text: last ? "Afterwards" : "Invocation " + i }),
        make("span", { text: last ? afterwardsText() : schedule.invocations[i].command }),
        last ? null : make("small", { text: clockText(schedule.invocations[i]) })
      ]));
    }
    head.appendChild(make("span", { "class": "title store" },
        [make("b", { text: "Table" }), make("span", { text: "what each step finds or changes" })]));
    box.appendChild(head);
    var list = make("ol", { "class": "steps", start: "0" });
    for (var number = 0; number <= steps.length; number++) {
      rows.push(number === 0 ? startRow() : row(number));
      list.appendChild(rows[number]);
    }
    box.appendChild(list);
    return box;
  }

  function clockText(invocation) {
    return "clock " + invocation.clock.substring(11, 19)
        + (invocation.aheadSeconds ? ", " + invocation.aheadSeconds + " s ahead" : "");
  }

  function afterwardsText() {
    return schedule.invocations.filter(function (each) { return each.afterwards; })
        .map(function (each) { return each.command; }).join("; then ");
  }

  function startRow() {
    var card = make("button", { type: "button", "class": "card start",
      text: "Before the first step" });
    card.addEventListener("click", function () { go(0, true); });
    return make("li", { "class": "row" }, lines().concat([
      make("span", { "class": "number", "aria-hidden": "true", text: "0" }), card]));
  }

  function lines() {
    var all = [];
    for (var i = 0; i <= columns; i++) {
      all.push(make("i", { "class": "life " + (i === columns ? "store" : i >= lanes ? "lane-last"
          : "lane-" + i), style: "grid-column:" + (i + 2), "aria-hidden": "true" }));
    }
    return all;
  }

  function row(number) {
    var step = steps[number - 1];
    var column = lane(step.invocation);
    var name = column >= lanes ? "last" : column;
    var li = make("li", { "class": "row kind-" + step.kind + (failed(step) ? " failed" : "") },
        lines());
    li.appendChild(make("span", { "class": "number", "aria-hidden": "true", text: number }));
    li.appendChild(make("i", { "class": "wire lane-" + name, "aria-hidden": "true",
      style: "grid-column:" + (column + 2) + "/" + (columns + 2) }));
    li.appendChild(card(number, column, name));
    var texts = summary(number);
    li.appendChild(make("span", { "class": "store-cell" + (texts.length ? " changed" : "") },
        texts.length ? texts.map(function (text) { return make("span", { text: text }); })
            : [make("span", { text: reads(number) })]));
    notes(number).forEach(function (note) { li.appendChild(note); });
    return li;
  }

  function reads(number) {
    var step = steps[number - 1];
    if (step.outcome !== "answered") {
      return capital(label(step.item)) + ": nothing changes";
    }
    return step.read ? step.read + " records" : capital(label(step.item)) + ": "
        + facts(states[number][step.item]);
  }

  function held(item) {
    return Object.keys(item.expiring || {}).reduce(function (sum, slot) {
      return sum + item.expiring[slot];
    }, 0);
  }

  // What a reader of an item finds.
  function facts(item) {
    if (item === undefined) {
      return "does not exist";
    }
    if (item.available !== undefined) {
      return shown(item.available) + " available, " + item.confirmed + " confirmed, " + held(item)
          + " held" + (item.status === "OPEN" ? "" : ", " + item.status);
    }
    return [item.outcome, item.reason, item.state, "version " + item.version].filter(function (each) {
      return each !== undefined && each !== "version undefined";
    }).join(", ");
  }

  function card(number, column, name) {
    var step = steps[number - 1];
    var element = make("button", { type: "button", "class": "card lane-" + name,
      style: "grid-column:" + (column + 2) }, [
      make("span", { "class": "hidden", text: who(step.invocation) + " " }),
      make("span", { "class": "kind", text: step.kind }),
      make("span", { "class": "words", text: step.words }),
      step.outcome === "answered" || step.outcome === "applied" ? null
          : make("span", { "class": "outcome", text: "\u2715 ".substring(failed(step) ? 0 : 2)
              + step.outcome })
    ]);
    Object.keys(step.answers || {}).forEach(function (id) {
      element.appendChild(make("span", { "class": "answer", text: "ends: " + step.answers[id] }));
    });
    element.addEventListener("click", function () { go(number, true); });
    return element;
  }

  function notes(number) {
    var all = [];
    if (isGuard(number)) {
      all.push(make("p", { "class": "note guard" }, [
        make("strong", { text: "Guard. " }),
        make("span", { text: schedule.guard.place === "with" ? capital(schedule.guard["with"]) + "."
            : "It is taken away. With it: " + schedule.guard["with"] + "." })
      ]));
    }
    if (isBroken(number)) {
      all.push(make("p", { "class": "note broken" }, [
        make("strong", { text: "\u2715 Promise broken: " + schedule.promise.name + ". " }),
        make("span", { text: minus(schedule.promise.words) })
      ]));
    }
    return all;
  }

  // The items beside.

  function details() {
    parts.step = make("div", { "class": "step" });
    parts.items = make("div", { "class": "items" });
    return make("section", { "class": "details", tabindex: "0",
      "aria-label": "The items after this step" },
        [parts.step, parts.items]);
  }

  function showStep() {
    parts.step.textContent = "";
    var step = steps[at - 1];
    if (!step || !step.update) {
      return;
    }
    var read = (step.condition || []).length;
    parts.step.appendChild(make("h2", { text: "The write" }));
    if (read) {
      parts.step.appendChild(make("p", { "class": "caption", text: "Condition" }));
      parts.step.appendChild(make("ul", { "class": "clauses" }, step.condition.map(clause)));
    }
    parts.step.appendChild(make("p", { "class": "caption", text: "Update" }));
    parts.step.appendChild(make("code", { "class": "update", text: step.update }));
  }

  function clause(each) {
    var state = each.removed ? "taken away" : each.holds ? "true" : "false";
    var found = each.found !== undefined && (!each.holds || each.removed)
        ? ", found " + shown(each.found) : "";
    return make("li", { "class": each.removed ? "removed" : each.holds ? "true" : "false" }, [
      make("code", { text: each.clause }),
      make("span", { text: (each.holds && !each.removed ? "\u2713 " : "\u2715 ") + state
          + (each.removed ? each.holds ? ", would be true" : ", would be false" : "") + found })
    ]);
  }

  function keys() {
    var order = ["resource", "booking", "command"];
    return Object.keys(states[at]).sort(function (one, other) {
      var kinds = order.indexOf(one.split("#")[0]) - order.indexOf(other.split("#")[0]);
      return kinds || (one < other ? -1 : 1);
    });
  }

  function showItems() {
    parts.items.textContent = "";
    var rest = make("details", { "class": "rest" },
        [make("summary", { text: "Items that no step touches" })]);
    keys().forEach(function (key) {
      var isNew = at > 0 && states[at - 1][key] === undefined;
      var changed = changes(at, key);
      var touched = Object.keys(changed).length > 0;
      var box = make("article", { "class": "item" + (touched ? " changed" : ""),
        "data-item": key, "aria-label": label(key) }, [
        make("h2", {}, [make("span", { text: label(key) }),
          touched ? make("em", { text: isNew ? "new" : "changed" }) : null]),
        key.indexOf("resource#") === 0 ? bar(states[at][key]) : null,
        table(states[at][key], changed, isNew)
      ]);
      (isTouched(key) ? parts.items : rest).appendChild(box);
    });
    if (rest.childNodes.length > 1) {
      parts.items.appendChild(rest);
    }
  }

  function isTouched(key) {
    return steps.some(function (step) {
      return step.item === key || Object.prototype.hasOwnProperty.call(step.items || {}, key);
    });
  }

  function bar(item) {
    var units = { confirmed: item.confirmed, held: held(item), available: item.available };
    var whole = Math.max(item.capacity, item.confirmed + units.held, 1);
    var segments = Object.keys(units).map(function (name) {
      return make("i", { "class": name,
        style: "flex-grow:" + Math.max(0, units[name]) / whole });
    });
    return make("div", { "class": "bar" }, [
      make("div", { "class": "segments", "aria-hidden": "true" }, segments),
      make("p", {}, Object.keys(units).map(function (name) {
        return make("span", { "class": name + (units[name] < 0 ? " negative" : ""),
          text: shown(units[name]) + " " + name });
      }).concat([make("span", { text: "of " + item.capacity })]))
    ]);
  }

  function table(item, changed, isNew) {
    var now = flat(item);
    var all = Object.keys(now);
    Object.keys(changed).forEach(function (path) {
      if (now[path] === undefined) {
        all.push(path);
      }
    });
    return make("dl", {}, all.map(function (path) { return attribute(path, now, changed, isNew); }));
  }

  function attribute(path, now, changed, isNew) {
    var gone = now[path] === undefined;
    var change = changed[path];
    var note = !change || isNew ? "" : change.was === undefined ? "new"
        : gone ? "removed, was " + shown(change.was) : "was " + shown(change.was);
    return make("div", { "class": change && !isNew ? "changed" : null }, [
      make("dt", { text: (change && !isNew ? "\u25CF " : "") + title(path) }),
      make("dd", {}, [
        !gone && isIntent(path) && meaning(path, now[path])
            ? make("span", { "class": "first", text: meaning(path, now[path]) }) : null,
        gone ? null : make("span", { "data-path": path, "data-value": JSON.stringify(now[path]),
          "class": isIntent(path) || path === "fingerprint" ? "raw" : null, text: shown(now[path]) }),
        !gone && !isIntent(path) && meaning(path, now[path])
            ? make("span", { "class": "meaning", text: meaning(path, now[path]) }) : null,
        note ? make("small", { text: note }) : null
      ])
    ]);
  }

  function afterwards() {
    if (!schedule.afterwards || schedule.afterwards.length === 0) {
      return null;
    }
    return make("section", { "class": "after" }, [
      make("h2", { text: "Afterwards" }),
      make("p", { text: "Once all have ended, each of these comes alone, minutes later." }),
      make("ul", {}, schedule.afterwards.map(function (each) {
        return make("li", {}, [make("span", { text: each.command + ": " }),
          make("strong", { text: each.answer })]);
      }))
    ]);
  }

  function replay() {
    return make("section", { "class": "replay" }, [
      make("h2", { text: "Replay" }),
      make("p", {}, [make("span", { text: "Scenario " }),
        make("code", { text: schedule.scenario })]),
      make("p", {}, [make("span", { text: "Schedule " }),
        make("code", { text: schedule.schedule })])
    ]);
  }

  // Moving.

  function go(number, byUser) {
    at = Math.max(0, Math.min(steps.length, number));
    rows.forEach(function (each, index) {
      each.classList.toggle("current", index === at);
      each.classList.toggle("future", index > at);
      each.querySelector(".card").setAttribute("aria-current", index === at ? "step" : "false");
    });
    parts.slider.value = String(at);
    parts.slider.setAttribute("aria-valuetext", "Step " + at + " of " + steps.length);
    parts.count.textContent = at + " / " + steps.length;
    parts.first.disabled = parts.back.disabled = at === 0;
    parts.next.disabled = parts.last.disabled = at === steps.length;
    parts.now.textContent = sentence(at);
    document.body.setAttribute("data-step", String(at));
    showStep();
    showItems();
    if (byUser) {
      history.replaceState(null, "", "#step-" + at);
      reveal(rows[at]);
    }
  }

  function reveal(element) {
    var bar = document.querySelector(".controls").getBoundingClientRect();
    var place = element.getBoundingClientRect();
    if (place.top < bar.bottom || place.bottom > window.innerHeight) {
      window.scrollBy(0, place.top < bar.bottom ? place.top - bar.bottom - 12
          : place.bottom - window.innerHeight + 12);
    }
    var region = document.querySelector(".lanes");
    var card = element.querySelector(".card").getBoundingClientRect();
    var box = region.getBoundingClientRect();
    if (card.left < box.left || card.right > box.right) {
      region.scrollLeft += card.left - box.left - 40;
    }
  }

  function fromHash() {
    var found = location.hash.match(/^#step-(\d+)$/);
    return found ? Number(found[1]) : 0;
  }

  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
        || event.target === parts.slider) {
      return;
    }
    var region = document.querySelector(".lanes");
    if (event.target === region && region.scrollWidth > region.clientWidth
        && event.key.indexOf("Arrow") === 0) {
      return;
    }
    var moves = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: steps.length };
    if (Object.prototype.hasOwnProperty.call(moves, event.key)) {
      event.preventDefault();
      go(moves[event.key], true);
    }
  });
  window.addEventListener("hashchange", function () { go(fromHash(), false); });

  page.appendChild(intro());
  page.appendChild(controls());
  page.appendChild(make("div", { "class": "both" }, [drawing(), details()]));
  page.appendChild(make("div", { "class": "foot" }, [afterwards(), replay()]));
  go(fromHash(), false);
  if (at > 0) {
    reveal(rows[at]);
  }
}());
